import type { Schema } from './api';

/** What the server tells while a page is open: ids only. Features refresh what they show (`live.ts` of each feature). */
export type ServerEvent = Schema<'ServerEvent'>;

type Handler = (event: ServerEvent) => void;

const handlers = new Set<Handler>();

/** Hear every event from now on; gives the way to stop. */
export function onLive(handler: Handler): () => void {
  handlers.add(handler);
  return () => handlers.delete(handler);
}

/** Called by the stream when an event arrives. */
export function emitLive(event: ServerEvent): void {
  for (const handler of handlers) handler(event);
}
