import { useSyncExternalStore } from 'react';
import type { Stream } from '@/lib/stream';

/** What was typed and not sent, by chat; lives and goes with the device's cache. */
export interface Draft {
  readonly text: string;
  readonly replyTo: number;
}

let drafts: ReadonlyMap<number, Draft> = new Map();
let kept: Stream['kept'] | undefined;
const listeners = new Set<() => void>();
let saving: ReturnType<typeof setTimeout> | undefined;

const KEY = 'drafts';
const SAVE_MS = 300;

export async function loadDrafts(store: Stream['kept']): Promise<void> {
  kept = store;
  drafts = new Map();
  const saved = await store.get<[number, Draft][]>(KEY);
  if (kept !== store || !saved) return;
  drafts = new Map([...saved, ...drafts]);
  notify();
}

export function draftOf(chat: number): Draft {
  return drafts.get(chat) ?? { text: '', replyTo: 0 };
}

export function keepDraft(chat: number, draft: Draft): void {
  const next = new Map(drafts);
  if (draft.text.trim() || draft.replyTo) next.set(chat, draft);
  else if (!next.delete(chat)) return;
  drafts = next;
  notify();
  clearTimeout(saving);
  saving = setTimeout(save, SAVE_MS);
}

function save() {
  clearTimeout(saving);
  saving = undefined;
  void kept?.set(KEY, [...drafts]);
}

/** The page is put away or closed: what waits to be kept is kept now. */
export function saveDraftsNow(): void {
  if (saving !== undefined) save();
}

export function useDraft(chat: number): Draft | undefined {
  return useSyncExternalStore(subscribe, () => drafts.get(chat));
}

function notify() {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
