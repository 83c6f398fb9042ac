import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Failure } from '@/lib/api/failure';
import { keepInTouch, type LinePorts } from './line';
import { ANNA, aCard, aDeviceInChat, aMessage, anEvent, aPost, aWelcome, CHAT } from './make';
import { type Connection, SignedOut } from './socket';
import type { ClientFrame, Digest, ServerFrame } from './wire';

/** The network ends here: sockets that a test opens or not, and a server that answers over HTTPS or not. */
class Wire {
  static opened: Wire[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  sent: { type: string }[] = [];
  constructor() {
    Wire.opened.push(this);
  }
  send(text: string) {
    this.sent.push(JSON.parse(text));
  }
  close() {}
  says(frame: ServerFrame) {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
}

let line: Connection;
let log: string[];
let asked: string[];
let said: ClientFrame[];
let answer: () => Promise<Digest>;
let blocked: boolean;
let watched: boolean;
let signedOut: number;
/** A proxy that breaks every socket at once; `open` lets them stay. */
let proxy: 'breaks' | 'swallows' | 'open';

const connect = () => {
  const wire = new Wire();
  if (proxy === 'breaks') queueMicrotask(() => wire.onclose?.({ code: 1006 }));
  return wire as unknown as WebSocket;
};

async function start(more: Partial<LinePorts> = {}) {
  line = keepInTouch({
    url: 'wss://school.example/ws',
    device: 'device',
    ticket: async () => 'ticket',
    knows: () => ({ epoch: 'e1', upts: 10, heads: [[CHAT, 1]], open: CHAT }),
    heads: () => [[CHAT, 3]],
    resume: { get: () => '', set: () => undefined },
    twins: {
      digest: async (heads) => {
        asked.push(JSON.stringify(heads));
        return answer();
      },
      say: async (frame) => {
        said.push(frame);
        return frame.type === 'post' ? [{ type: 'ack', cid: frame.cid, chat: frame.chat, seq: 1, pts: 1, ts: '' }] : [];
      },
    },
    onFrame: (frame) => log.push(frame.type),
    onDigest: () => log.push('digest'),
    onLine: (now) => log.push(now),
    onSignedOut: () => (signedOut += 1),
    isWatched: () => watched,
    blocked: { get: () => blocked, set: (now) => (blocked = now) },
    connect,
    random: () => 0.5,
    ...more,
  });
  await vi.advanceTimersByTimeAsync(0);
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const last = () => Wire.opened.at(-1) as Wire;

beforeEach(() => {
  vi.useFakeTimers();
  Wire.opened = [];
  log = [];
  asked = [];
  said = [];
  blocked = false;
  watched = true;
  signedOut = 0;
  proxy = 'breaks';
  answer = async () => aDigest();
});

afterEach(() => {
  line.close();
  vi.useRealTimers();
});

test('a network that lets no socket through is asked over HTTPS, and the socket is tried on and on', async () => {
  await start();
  await pass(12_000);
  expect(asked).toEqual([]);

  await pass(1_000);
  expect(asked).toEqual([`[[${CHAT},3]]`]);
  expect(log.at(-1)).toBe('digest');
  expect(blocked).toBe(true);

  const tried = Wire.opened.length;
  await pass(120_000);
  expect(Wire.opened.length).toBeGreaterThan(tried);
  // The socket's own ups and downs are not the line's any more.
  expect(log.slice(log.indexOf('digest'))).not.toContain('down');
});

test('a proxy that swallows sockets without a word is found out, too', async () => {
  proxy = 'swallows';
  await start();
  await pass(13_000);

  expect(log).toContain('digest');
});

test('a device that was here before asks at once', async () => {
  blocked = true;
  await start();
  await pass(1_500);

  expect(log).toContain('digest');
});

test('a restart of the server sends nobody to HTTPS', async () => {
  proxy = 'open';
  await start();
  last().onopen?.();
  last().says(aWelcome());
  proxy = 'breaks';
  last().onclose?.({ code: 1012 });
  await pass(6_000);
  proxy = 'open';
  await pass(3_000);
  last().onopen?.();
  last().says(aWelcome());
  await pass(60_000);

  expect(asked).toEqual([]);
});

test("the server's slot comes before polling, however far it is", async () => {
  proxy = 'open';
  await start();
  last().onopen?.();
  last().says({ type: 'bye', after_ms: 25_000 });
  await pass(24_000);

  expect(asked).toEqual([]);
});

test('the first socket that opens ends the polling, and the network counts as open again', async () => {
  await start();
  await pass(13_000);
  proxy = 'open';
  line.hurry();
  await pass(0);
  last().onopen?.();
  last().says(aWelcome());
  const before = asked.length;
  await pass(60_000);

  expect(asked).toHaveLength(before);
  expect(log.at(-1)).toBe('welcome');
  expect(blocked).toBe(false);
  line.send({ type: 'udiff', from: 1 });
  expect(last().sent.at(-1)).toEqual({ type: 'udiff', from: 1 });
  expect(said).toEqual([]);
});

test('what is said while polling goes over HTTPS, one request after another', async () => {
  await start();
  await pass(13_000);
  let free: (digest: Digest) => void = () => undefined;
  answer = () => new Promise((resolve) => (free = resolve));
  await pass(4_000);
  const before = log.length;

  line.send({ type: 'post', cid: 'c1', chat: CHAT, body: 'раз' });
  line.send({ type: 'post', cid: 'c2', chat: CHAT, body: 'два' });
  await pass(100);
  expect(said).toEqual([]);
  free(aDigest());
  await pass(100);

  expect(said.map((frame) => (frame.type === 'post' ? frame.cid : ''))).toEqual(['c1', 'c2']);
  expect(log.slice(before)).toEqual(['digest', 'ack', 'ack']);
});

test('quiet chats are asked after more and more seldom; news and own words make it quick again', async () => {
  await start();
  await pass(300_000);
  const quiet = await inAMinute();
  answer = async () => aDigest({ changed: aWelcome([{ pts: 4 }]).changed });
  await pass(16_000);
  const lively = await inAMinute();
  watched = false;
  await pass(5_000);
  const unwatched = await inAMinute();

  expect(quiet).toBe(4);
  expect(lively).toBe(20);
  expect(unwatched).toBeLessThanOrEqual(2);
});

test('a server that takes long is left alone for longer', async () => {
  answer = () => new Promise((resolve) => setTimeout(() => resolve(aDigest({ changed: aWelcome([{ pts: 4 }]).changed })), 5_000));
  await start();
  await pass(60_000);

  expect(await inAMinute()).toBeLessThanOrEqual(3);
});

test('when HTTPS gives no answer either the line is down, and is tried with growing pauses', async () => {
  answer = async () => {
    throw Failure.unreachable(undefined);
  };
  await start();
  await pass(13_000);
  expect(log.at(-1)).toBe('down');
  await pass(300_000);

  expect(await inAMinute()).toBeLessThanOrEqual(2);
  answer = async () => aDigest();
  await pass(60_000);
  expect(log.at(-1)).toBe('digest');
});

test('too many questions wait as long as they are told', async () => {
  answer = async () => {
    throw new Failure({ status: 429, code: 'platform.too_many', params: { retry_after: 40 } });
  };
  await start();
  await pass(13_000);
  const before = asked.length;
  await pass(39_000);

  expect(asked).toHaveLength(before);
});

test('an answer that does not come is given up', async () => {
  const seen: AbortSignal[] = [];
  await start({
    twins: {
      say: async () => [],
      digest: (_, signal) => {
        seen.push(signal);
        return new Promise((_, reject) => signal.addEventListener('abort', () => reject(Failure.unreachable(undefined))));
      },
    },
  });
  await pass(13_000 + 15_000);

  expect(seen[0]?.aborted).toBe(true);
  expect(log.at(-1)).toBe('down');
});

test('a session that has ended is said over HTTPS as well', async () => {
  answer = async () => {
    throw new SignedOut();
  };
  await start();
  await pass(120_000);

  expect(signedOut).toBe(1);
  expect(asked).toHaveLength(1);
});

test('a device that was put to sleep asks nothing until it wakes', async () => {
  await start();
  await pass(13_000);
  line.rest();
  const [tried, questions] = [Wire.opened.length, asked.length];
  await pass(3_600_000);
  expect([Wire.opened.length, asked.length]).toEqual([tried, questions]);
  expect(log.at(-1)).toBe('down');

  proxy = 'open';
  line.hurry();
  await pass(0);
  expect(Wire.opened.length).toBe(tried + 1);
});

// --- what the device makes of it

test('a digest is a line: what waits is sent, what is behind is asked for, presence is not', () => {
  const device = aDeviceInChat([aMessage(1)])
    .take({ type: 'line', line: 'down' }, aPost('c1'), { type: 'read', chat: CHAT, upto: 1 })
    .take({ type: 'digest', digest: aDigest({ changed: aWelcome([{ pts: 3, last_seq: 3, read_seq: 0, unread: 2 }]).changed }) });

  expect(device.state.line).toBe('polling');
  expect(device.sent()).toEqual([
    { type: 'diff', reqs: [{ chat: CHAT, from: 1, limit: 100 }] },
    { type: 'read', chat: CHAT, upto: 1 },
    { type: 'post', cid: 'c1', chat: CHAT, body: 'привет' },
  ]);
  device.take({ type: 'typed', chat: CHAT }, { type: 'look', tab: 'a', look: { chat: CHAT, users: [ANNA], active: true } });
  expect(device.sent()).toEqual([]);
});

test('a digest that tells nothing new asks for nothing', () => {
  const device = aDeviceInChat([aMessage(1)]).take({ type: 'line', line: 'down' }, { type: 'digest', digest: aDigest() });
  device.sent();

  device.take({ type: 'digest', digest: aDigest() });

  expect(device.effects).toEqual([]);
});

test('a post over HTTPS stands in its place by the same rule, and the next one follows', () => {
  const device = aDeviceInChat([aMessage(1)]).take({ type: 'line', line: 'down' }, aPost('c1'), aPost('c2'));
  device.take({ type: 'digest', digest: aDigest() });
  device.sent();

  device.hear({ type: 'ack', cid: 'c1', chat: CHAT, seq: 2, pts: 2, ts: 't' });

  expect(device.seqs()).toEqual([1, 2]);
  expect([...device.state.outbox.keys()]).toEqual(['c2']);
  expect(device.sent()).toEqual([{ type: 'post', cid: 'c2', chat: CHAT, body: 'привет' }]);
});

test('an answer that is late is no reason to change a line that has no socket', () => {
  const device = aDeviceInChat().take({ type: 'line', line: 'down' }, { type: 'digest', digest: aDigest() }, aPost('c1'));
  device.now += 6_000;

  device.take({ type: 'timer', key: 'ack:c1' });

  expect(device.effects).not.toContainEqual({ type: 'reconnect' });
});

test('a socket that opens takes over: nothing that was asked over HTTPS is waited for', () => {
  const device = aDeviceInChat([aMessage(1)]).take({ type: 'line', line: 'down' }, aPost('c1'));
  device.take({ type: 'digest', digest: aDigest({ changed: aWelcome([{ pts: 2, last_seq: 2 }]).changed }) });
  expect(device.sent().map(({ type }) => type)).toEqual(['diff', 'post']);

  device.hear(aWelcome([{ pts: 2, last_seq: 2 }]));

  expect(device.state.line).toBe('live');
  expect(
    device
      .sent()
      .map(({ type }) => type)
      .sort(),
  ).toEqual(['diff', 'focus', 'post', 'presence']);
  // The answers of both ways: the message stands once.
  device.hear(
    { type: 'ack', cid: 'c1', chat: CHAT, seq: 3, pts: 3, ts: 't' },
    { type: 'ack', cid: 'c1', chat: CHAT, seq: 3, pts: 3, ts: 't', dup: true },
    { type: 'diff', chat: CHAT, to: 3, events: [anEvent(2), anEvent(3, { message: aMessage(3, { cid: 'c1' }) })] },
  );
  expect(device.seqs()).toEqual([1, 2, 3]);
  expect(device.state.outbox.size).toBe(0);
});

test('a digest that arrives after the socket opened changes nothing', () => {
  const device = aDeviceInChat([aMessage(1), aMessage(2)]).take({ type: 'digest', digest: aDigest({ gone: [CHAT] }) });

  expect(device.state.line).toBe('live');
  expect(device.seqs()).toEqual([1, 2]);
});

test('chats that came while polling are fetched, chats that went are dropped', () => {
  const device = aDeviceInChat([aMessage(1)]).take({ type: 'line', line: 'down' });
  device.take({ type: 'digest', digest: aDigest({ changed: [...aWelcome([{ chat: 9, pts: 1 }]).changed], gone: [CHAT] }) });

  expect(device.effects).toContainEqual({ type: 'fetchCards', chats: [9], within: 0 });
  expect(device.state.chats.has(CHAT)).toBe(false);
  device.take({ type: 'cards', asked: [9], cards: [aCard({ id: 9, pts: 1 })] });
  expect(device.state.chats.get(9)?.card).toMatchObject({ id: 9 });
});

async function inAMinute(): Promise<number> {
  const before = asked.length;
  await pass(60_000);
  return asked.length - before;
}

function aDigest(more: Partial<Digest> = {}): Digest {
  return { epoch: 'e1', upts: 10, now: new Date(1_000_000).toISOString(), changed: [], gone: [], limits: {}, poll_ms: 3_000, ...more };
}
