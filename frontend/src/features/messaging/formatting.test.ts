import { expect, test } from 'vitest';
import { formatted, isOnlyEmoji, piecesOf, toggleMark, typedAgain } from './formatting';

test.each([
  ['просто слова', 'просто слова', []],
  ['это **важно**!', 'это важно!', [{ kind: 'bold', offset: 4, length: 5 }]],
  [
    '__тихо__ и ~~нет~~',
    'тихо и нет',
    [
      { kind: 'italic', offset: 0, length: 4 },
      { kind: 'strike', offset: 7, length: 3 },
    ],
  ],
  ['`a*b` и snake__case__id', 'a*b и snake__case__id', [{ kind: 'code', offset: 0, length: 3 }]],
  [
    '**жирно и __косо__**',
    'жирно и косо',
    [
      { kind: 'bold', offset: 0, length: 12 },
      { kind: 'italic', offset: 8, length: 4 },
    ],
  ],
  ['```\nx = 2 ** 3\n```', 'x = 2 ** 3', [{ kind: 'pre', offset: 0, length: 10 }]],
  ['2 ** 3 ** 4', '2 ** 3 ** 4', []],
  ['****', '****', []],
  ['😀 **да**', '😀 да', [{ kind: 'bold', offset: 3, length: 2 }]],
])('«%s» is sent as «%s»', (typed, body, entities) => {
  expect(formatted(typed)).toEqual({ body, entities });
});

test.each(['это **важно**!', '**жирно и __косо__**', '`код` и ~~нет~~', '```\nдве\nстроки\n```'])(
  '«%s» is edited as it was typed',
  (typed) => {
    expect(typedAgain(formatted(typed))).toBe(typed);
  },
);

test('addresses become links without the full stop after them', () => {
  const pieces = piecesOf({ body: 'см. https://school.ru/a_(b). Пишите: olga@school.ru', entities: [] });

  expect(pieces.filter(({ href }) => href).map(({ href }) => href)).toEqual(['https://school.ru/a_(b)', 'mailto:olga@school.ru']);
  expect(pieces.map(({ text }) => text).join('')).toBe('см. https://school.ru/a_(b). Пишите: olga@school.ru');
});

test('an address inside code stays code', () => {
  expect(piecesOf(formatted('`https://school.ru`')).every(({ href }) => href === '')).toBe(true);
});

test('nothing but an address scheme that is safe becomes a link', () => {
  expect(piecesOf({ body: 'javascript:alert(1) data:text/html', entities: [] }).every(({ href }) => href === '')).toBe(true);
});

test.each([
  ['👍', true],
  ['👩‍🏫 ❤️', true],
  ['👍👍👍👍', false],
  ['12', false],
  ['да 👍', false],
])('«%s» is only emoji: %s', (body, only) => {
  expect(isOnlyEmoji(body)).toBe(only);
});

test('marking twice gives the text back', () => {
  const once = toggleMark('раз два', 4, 7, 'bold');
  expect(once).toEqual({ text: 'раз **два**', from: 6, to: 9 });
  expect(toggleMark(once.text, once.from, once.to, 'bold')).toEqual({ text: 'раз два', from: 4, to: 7 });
});
