import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
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
