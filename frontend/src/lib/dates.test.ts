import { expect, test } from 'vitest';
import { birthDateOf, isAdult, isoDateOf } from './dates';

test('a typed day becomes a calendar date and back', () => {
  expect(isoDateOf('29.02.2012')).toBe('2012-02-29');
  expect(birthDateOf('2012-02-29')).toBe('29.02.2012');
});

test.each(['29.02.2013', '31.04.2010', '1.2.2010', '99.99.2010', ''])('%s is no day', (typed) => {
  expect(isoDateOf(typed)).toBeUndefined();
});

test('somebody comes of age on the eighteenth birthday', () => {
  expect(isAdult('2008-11-21', new Date(2026, 10, 20, 23, 59))).toBe(false);
  expect(isAdult('2008-11-21', new Date(2026, 10, 21))).toBe(true);
  expect(isAdult(null)).toBe(false);
});
