import type { QueryKey } from '@tanstack/react-query';
import { cache } from './api';

const PREFIX = 'parta.kept.';

/**
 * Keep what a query answered for the next start of the page, so that the app opens without a line.
 * Only for the few small answers that the shell needs; messages have their own store.
 */
export function keepAcrossStarts(keys: QueryKey[]): void {
  for (const key of keys) {
    const kept = localStorage.getItem(PREFIX + JSON.stringify(key));
    if (kept) cache.setQueryData(key, JSON.parse(kept), { updatedAt: 0 });
  }
  const wanted = new Set(keys.map((key) => JSON.stringify(key)));
  cache.getQueryCache().subscribe(({ type, query }) => {
    const name = JSON.stringify(query.queryKey);
    if (type !== 'updated' || query.state.status !== 'success' || !wanted.has(name)) return;
    localStorage.setItem(PREFIX + name, JSON.stringify(query.state.data));
  });
}

/** Forget all of it: somebody signed out, perhaps on a shared computer. */
export function forgetKept(): void {
  const names = Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
  for (const name of names) localStorage.removeItem(name);
}
