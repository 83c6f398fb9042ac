import 'fake-indexeddb/auto';
import { deleteDB } from 'idb';
import { expect, test, vi } from 'vitest';
import { openStore } from './db';
import { aDeviceInChat, aMessage, anEvent, aPost, CHAT, type Device } from './make';
import { reduce } from './reducer';
import { emptyState } from './state';

let people = 100;

async function aStore() {
  people += 1;
  return { id: people, store: await openStore(people) };
}

async function saveAll(device: Device, store: Awaited<ReturnType<typeof openStore>>) {
  for (const effect of device.effects) if (effect.type === 'save') await store.save(effect.writes);
}

test('a device that is started again knows chats, cursors, messages and what was on its way', async () => {
  const { id, store } = await aStore();
  const device = aDeviceInChat();
  device.hear(anEvent(1), anEvent(2)).take(aPost('c1'));
  await saveAll(device, store);

  const again = await openStore(id);
  const { state } = reduce(emptyState(id), { type: 'loaded', saved: await again.load() }, 0);

  expect(state.chats.get(CHAT)).toMatchObject({ pts: 2, kept: true, hydrated: false });
  expect((await again.messages(CHAT)).map(({ seq }) => seq)).toEqual([1, 2]);
  expect(state.outbox.get('c1')?.progress).toEqual({ step: 'queued' });
});

test('a reset empties the kept messages in the same transaction', async () => {
  const { store } = await aStore();
  const device = aDeviceInChat().hear(anEvent(1), anEvent(2));
  device.hear({ type: 'reset', chat: CHAT, to: 9, messages: [aMessage(8, { pts: 9 })], floor: 1, last_seq: 8, read_seq: 8 });

  await saveAll(device, store);

  expect((await store.messages(CHAT)).map(({ seq }) => seq)).toEqual([8]);
});

test('a refused post stays refused, an acked one is gone', async () => {
  const { store } = await aStore();
  const device = aDeviceInChat().take(aPost('c1'), aPost('c2'));
  device.hear({ type: 'nack', cid: 'c1', code: 'rights.denied' }, { type: 'ack', cid: 'c2', chat: CHAT, seq: 1, pts: 1, ts: '' });

  await saveAll(device, store);

  expect((await store.load()).outbox.map(({ cid, progress }) => [cid, progress.step])).toEqual([['c1', 'failed']]);
});

test('nothing stays after log-out', async () => {
  const { id, store } = await aStore();
  await saveAll(aDeviceInChat().hear(anEvent(1)), store);
  await store.set('drafts', [[CHAT, 'тайна']]);

  await store.destroy();

  const again = await openStore(id);
  expect(await again.load()).toMatchObject({ epoch: '', chats: [] });
  expect(await again.get('drafts')).toBeUndefined();
});

test('without a database the device works on from memory', async () => {
  const kept = globalThis.indexedDB;
  Object.defineProperty(globalThis, 'indexedDB', { value: undefined, configurable: true });

  const store = await openStore(1);
  await store.set('drafts', 'да');

  expect(await store.get('drafts')).toBe('да');
  expect((await store.load()).chats).toEqual([]);
  Object.defineProperty(globalThis, 'indexedDB', { value: kept, configurable: true });
});

/** Every write from now on fails as on a full disk. */
function fillTheDisk() {
  return vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('no space', 'QuotaExceededError');
  });
}

test('a full disk stops nothing: the device works on from memory, and starts from nothing the next time', async () => {
  const { id, store } = await aStore();
  await saveAll(aDeviceInChat().hear(anEvent(1)), store);
  expect(store.isKept()).toBe(true);

  const full = fillTheDisk();
  await saveAll(aDeviceInChat([aMessage(1)]).hear(anEvent(2)), store);
  await store.set('resume', { token: 't' });
  full.mockRestore();
  await saveAll(aDeviceInChat([aMessage(1), aMessage(2)]).hear(anEvent(3)), store);

  expect(store.isKept()).toBe(false);
  expect(await store.get('resume')).toEqual({ token: 't' });
  // A hole between what was kept before and after would never be noticed.
  const again = await openStore(id);
  expect(await again.load()).toMatchObject({ epoch: '', chats: [], outbox: [] });
  expect(await again.messages(CHAT)).toEqual([]);
});

test('a database that is wiped while the page is open stops nothing', async () => {
  const { id, store } = await aStore();
  await store.set('resume', { token: 't' });
  await saveAll(aDeviceInChat().hear(anEvent(1)), store);

  await deleteDB(`parta-${id}`);
  await saveAll(aDeviceInChat([aMessage(1)]).hear(anEvent(2)), store);

  expect(await store.get('resume')).toEqual({ token: 't' });
  expect(await store.messages(CHAT)).toEqual([]);
  expect(await store.load()).toMatchObject({ chats: [] });
  expect(await (await openStore(id)).load()).toMatchObject({ epoch: '', chats: [] });
});

test('a database that neither opens nor fails is not waited for', async () => {
  vi.useFakeTimers();
  const never = vi.spyOn(indexedDB, 'open').mockReturnValue(new EventTarget() as IDBOpenDBRequest);

  const opening = openStore(1);
  await vi.advanceTimersByTimeAsync(5_000);

  expect((await opening).isKept()).toBe(false);
  never.mockRestore();
  vi.useRealTimers();
});
