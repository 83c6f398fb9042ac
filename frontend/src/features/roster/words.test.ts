import { expect, test } from 'vitest';
import { lettersOf } from '@/lib/letters';
import { subjectsIn } from './subjectsIn';
import { tokenIn } from './tokenIn';

const TOKEN = 'QI95f_EsfixXtmYXQQ1KdDEK';

test.each([`https://parta.example/join/${TOKEN}`, `  parta.example/join/${TOKEN}?from=qr `, TOKEN])('%s holds the invitation', (typed) => {
  expect(tokenIn(typed)).toBe(TOKEN);
});

test.each(['', 'https://parta.example/', 'привет', 'https://parta.example/join/'])('«%s» holds no invitation', (typed) => {
  expect(tokenIn(typed)).toBeUndefined();
});

test('subjects are taken apart at commas, once each', () => {
  expect(subjectsIn(' Химия, биология;Химия, ,')).toEqual(['Химия', 'биология']);
});

test.each([
  ['Гимназия № 1', 'Г1'],
  ['7А', '7А'],
  ['Общешкольный канал', 'ОК'],
  ['', ''],
])('the letters of «%s» are «%s»', (title, letters) => {
  expect(lettersOf(title)).toBe(letters);
});
