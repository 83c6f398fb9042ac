import { expect, test } from 'vitest';
import { uuid7 } from './uuid7';

test('ids sort in the order they were made, also within a millisecond and when the clock goes back', () => {
  const ids = [uuid7(1000), uuid7(1000), uuid7(1000), uuid7(900), uuid7(2000)];

  expect([...ids].sort()).toEqual(ids);
  expect(ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toBe(true);
});
