import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb';
import type { Saved } from './reducer';
import { type Chat, emptyChat, type Pending } from './state';
import type { Writes } from './turn';
import type { MessageView } from './wire';

/** What the device keeps for a person between starts. */
export interface Store {
  load(): Promise<Saved>;
  save(writes: Writes): Promise<void>;
  /** The newest messages of a chat, in order. */
  messages(chat: number): Promise<MessageView[]>;
  /** Small things of the features: drafts, people's names, the token of the next connection. */
  get<T>(key: string): Promise<T | undefined>;
  set(key: string, value: unknown): Promise<void>;
  /** Does it outlive the page? */
  isKept(): boolean;
  /** Everything is deleted: log-out, end of the session, somebody else's computer. */
  destroy(): Promise<void>;
}

const VERSION = 1;
const OPEN_WITHIN_MS = 5_000;
const KEPT_PER_CHAT = 300;
const LOADED_PER_CHAT = 150;

interface Schema extends DBSchema {
  meta: { key: string; value: unknown };
  chats: { key: number; value: ChatRow };
  messages: { key: [number, number]; value: MessageView & { chat: number } };
  outbox: { key: string; value: Omit<Pending, 'progress'> & { failed?: { code: string; params: Readonly<Record<string, unknown>> } } };
}

type ChatRow = Pick<Chat, 'id' | 'card' | 'head' | 'pts' | 'kept' | 'floor' | 'readSent' | 'othersRead'>;

/** A browser without a database, or with a full one, works on from memory. */
export async function openStore(userId: number): Promise<Store> {
  try {
    const opening = openDB<Schema>(nameOf(userId), VERSION, {
      upgrade: createTables,
      // Another tab deletes everything, or is newer: do not stand in its way.
      blocking: (_current, _wanted, event) => (event.target as IDBDatabase).close(),
    });
    const db = await Promise.race([opening, inTime()]);
    return keptStore(db, userId);
  } catch {
    return memoryStore();
  }
}

/** Some browsers neither open a database nor say that they will not. */
function inTime(): Promise<never> {
  return new Promise((_, reject) => setTimeout(() => reject(new Error('the database does not open')), OPEN_WITHIN_MS));
}

export function memoryStore(): Store {
  const small = new Map<string, unknown>();
  return {
    load: async () => ({ epoch: '', upts: 0, chats: [], outbox: [] }),
    save: async () => {},
    messages: async () => [],
    get: async <T>(key: string) => small.get(key) as T | undefined,
    set: async (key, value) => void small.set(key, value),
    isKept: () => false,
    destroy: async () => small.clear(),
  };
}

function nameOf(userId: number): string {
  return `parta-${userId}`;
}

function createTables(db: IDBPDatabase<Schema>) {
  db.createObjectStore('meta');
  db.createObjectStore('chats', { keyPath: 'id' });
  db.createObjectStore('messages', { keyPath: ['chat', 'seq'] });
  db.createObjectStore('outbox', { keyPath: 'cid' });
}

function keptStore(db: IDBPDatabase<Schema>, userId: number): Store {
  const memory = memoryStore();
  let broken = false;

  // After one write that failed, what is kept would have holes: nothing more is written, and the next start asks anew.
  const unlessBroken = async (write: () => Promise<void>) => {
    if (broken) return;
    try {
      await write();
    } catch {
      broken = true;
      await deleteEverything(db).catch(() => undefined);
    }
  };

  return {
    load: () => load(db).catch(() => memory.load()),
    save: (writes) => unlessBroken(() => save(db, writes)),
    messages: (chat) => newestMessages(db, chat).catch(() => []),
    get: async <T>(key: string) => {
      const known = broken ? undefined : await db.get('meta', `own:${key}`).catch(() => undefined);
      return (known as T | undefined) ?? memory.get<T>(key);
    },
    set: async (key, value) => {
      await memory.set(key, value);
      await unlessBroken(async () => void (await db.put('meta', value, `own:${key}`)));
    },
    isKept: () => !broken,
    destroy: async () => {
      broken = true;
      db.close();
      await deleteDB(nameOf(userId)).catch(() => undefined);
    },
  };
}

async function load(db: IDBPDatabase<Schema>): Promise<Saved> {
  const reading = db.transaction(['meta', 'chats', 'outbox']);
  const [head, chats, outbox] = await Promise.all([
    reading.objectStore('meta').get('head'),
    reading.objectStore('chats').getAll(),
    reading.objectStore('outbox').getAll(),
  ]);
  const { epoch, upts } = (head ?? { epoch: '', upts: 0 }) as { epoch: string; upts: number };
  return { epoch, upts, chats: chats.map((row) => ({ ...emptyChat(row.id), ...row })), outbox: outbox.map(pendingOf) };
}

async function save(db: IDBPDatabase<Schema>, writes: Writes): Promise<void> {
  const writing = db.transaction(['meta', 'chats', 'messages', 'outbox'], 'readwrite');
  const [meta, chats, messages, outbox] = (['meta', 'chats', 'messages', 'outbox'] as const).map((name) => writing.objectStore(name)) as [
    ReturnType<typeof writing.objectStore<'meta'>>,
    ReturnType<typeof writing.objectStore<'chats'>>,
    ReturnType<typeof writing.objectStore<'messages'>>,
    ReturnType<typeof writing.objectStore<'outbox'>>,
  ];
  const steps: Promise<unknown>[] = [];
  if (writes.meta) steps.push(meta.put(writes.meta, 'head'));
  for (const id of [...writes.emptied, ...writes.dropped]) steps.push(messages.delete(IDBKeyRange.bound([id, 0], [id, Infinity])));
  for (const id of writes.dropped) steps.push(chats.delete(id));
  for (const chat of writes.chats) steps.push(chats.put(rowOf(chat)));
  for (const { chat, message } of writes.messages) steps.push(messages.put({ ...message, chat }));
  for (const pending of writes.outbox) steps.push(outbox.put(outboxRowOf(pending)));
  for (const cid of writes.unqueued) steps.push(outbox.delete(cid));
  await Promise.all([...steps, writing.done]);
}

async function newestMessages(db: IDBPDatabase<Schema>, chat: number): Promise<MessageView[]> {
  const found: MessageView[] = [];
  const writing = db.transaction('messages', 'readwrite');
  let cursor = await writing.store.openCursor(IDBKeyRange.bound([chat, 0], [chat, Infinity]), 'prev');
  for (let count = 0; cursor; count += 1) {
    const { chat: _, ...message } = cursor.value;
    if (count < LOADED_PER_CHAT) found.push(message);
    if (count >= KEPT_PER_CHAT) {
      await writing.store.delete(IDBKeyRange.bound([chat, 0], [chat, message.seq]));
      break;
    }
    cursor = await cursor.continue();
  }
  await writing.done;
  return found.reverse();
}

async function deleteEverything(db: IDBPDatabase<Schema>): Promise<void> {
  const writing = db.transaction(['meta', 'chats', 'messages', 'outbox'], 'readwrite');
  await Promise.all([...(['meta', 'chats', 'messages', 'outbox'] as const).map((name) => writing.objectStore(name).clear()), writing.done]);
}

function rowOf(chat: Chat): ChatRow {
  const { id, card, head, pts, kept, floor, readSent, othersRead } = chat;
  return { id, card, head, pts, kept, floor, readSent, othersRead };
}

function outboxRowOf({ progress, ...pending }: Pending): Schema['outbox']['value'] {
  return progress.step === 'failed' ? { ...pending, failed: { code: progress.code, params: progress.params } } : pending;
}

function pendingOf({ failed, ...row }: Schema['outbox']['value']): Pending {
  return { ...row, progress: failed ? { step: 'failed', ...failed } : { step: 'queued' } };
}
