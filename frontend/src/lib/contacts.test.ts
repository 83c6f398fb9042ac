import { expect, test } from 'vitest';
import { contactOf, phoneInWords } from './contacts';

test.each([
  ['8 (921) 123-45-67', { phone: '+79211234567' }],
  ['+7 921 123 45 67', { phone: '+79211234567' }],
  ['9211234567', { phone: '+79211234567' }],
  ['+375 29 123 45 67', { phone: '+375291234567' }],
  [' Olga@School.RU ', { email: 'olga@school.ru' }],
])('%s is a contact', (typed, contact) => {
  expect(contactOf(typed)).toEqual(contact);
});

test.each(['', '12345', 'olga@', 'Ольга', '8 921 123'])('«%s» is no contact', (typed) => {
  expect(contactOf(typed)).toBeUndefined();
});

test('a Russian number is grouped as people read it', () => {
  expect(phoneInWords('+79211234567')).toBe('+7 921 123-45-67');
});
