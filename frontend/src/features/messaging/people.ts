import { useEffect, useSyncExternalStore } from 'react';
import type { Stream } from '@/lib/stream';
import { fetchPeople, type Person } from './data';

/** Names of people whom somebody saw in a chat: learned with cards and pages, asked for when missing, kept on the device. */
let people: ReadonlyMap<number, Person> = new Map();
let kept: Stream['kept'] | undefined;
const listeners = new Set<() => void>();
const wanted = new Map<number, Set<number>>();
const unknown = new Set<number>();
let saving: ReturnType<typeof setTimeout> | undefined;

const KEY = 'people';
const SAVE_MS = 2_000;

export async function loadPeople(store: Stream['kept']): Promise<void> {
  kept = store;
  people = new Map();
  unknown.clear();
  const saved = (await store.get<Person[]>(KEY)) ?? [];
  if (kept !== store) return;
  people = new Map([...saved.map((person): [number, Person] => [person.id, person]), ...people]);
  notify();
}

export function learnPeople(met: readonly Person[]): void {
  const news = met.filter((person) => people.get(person.id)?.name !== person.name);
  if (news.length === 0) return;
  people = new Map([...people, ...news.map((person): [number, Person] => [person.id, person])]);
  notify();
  clearTimeout(saving);
  saving = setTimeout(() => void kept?.set(KEY, [...people.values()]), SAVE_MS);
}

/** Somebody of this chat; undefined until the name is known. */
export function usePerson(chat: number, user: number): Person | undefined {
  const person = useSyncExternalStore(subscribe, () => people.get(user));
  useEffect(() => {
    if (user > 0 && !person) want(chat, user);
  }, [chat, user, person]);
  return person;
}

export function usePeople(): ReadonlyMap<number, Person> {
  return useSyncExternalStore(subscribe, () => people);
}

/** Wishes of one moment become one request a chat. */
function want(chat: number, user: number) {
  if (unknown.has(user)) return;
  unknown.add(user);
  if (wanted.size === 0) setTimeout(() => void ask(), 20);
  wanted.set(chat, (wanted.get(chat) ?? new Set()).add(user));
}

async function ask() {
  const asked = [...wanted];
  wanted.clear();
  for (const [chat, ids] of asked) {
    try {
      learnPeople(await fetchPeople(chat, [...ids]));
    } catch {
      // The next time that somebody draws them they are asked for again.
      for (const id of ids) unknown.delete(id);
    }
  }
}

function notify() {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
