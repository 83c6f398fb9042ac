import { expect, test } from 'vitest';
import { paths, safeNext } from './paths';

test('signing in leads back to where one wanted to go', () => {
  const address = new URL(paths.login('/join/abc?x=1'), 'http://parta.test');
  expect(safeNext(address.searchParams.get('next'))).toBe('/join/abc?x=1');
});

test.each(['//evil.test', 'https://evil.test', '/\\evil.test', undefined, 5])('%s is no place inside the app', (next) => {
  expect(safeNext(next)).toBe('/');
});
