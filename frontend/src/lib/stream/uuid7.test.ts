import { expect, test } from 'vitest';
import { sortAfter, uuid7 } from './uuid7';

test('ids sort in the order they were made, also within a millisecond and when the clock goes back', () => {
  const ids = [uuid7(1000), uuid7(1000), uuid7(1000), uuid7(900), uuid7(2000)];

  expect([...ids].sort()).toEqual(ids);
  expect(ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toBe(true);
});

test('ids sort after those that wait already, though the clock was set back by a day', () => {
  const before = uuid7(Date.now() + 86_400_000);

  sortAfter('not an id');
  sortAfter(before);

  const after = Array.from({ length: 10_000 }, () => uuid7());
  expect([before, ...after]).toEqual([before, ...after].sort());
  expect(new Set(after).size).toBe(after.length);
});
