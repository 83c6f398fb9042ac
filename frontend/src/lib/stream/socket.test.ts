import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { aWelcome } from './make';
import { type Connection, keepConnected, SignedOut, type SocketPorts } from './socket';
import type { ServerFrame } from './wire';

/** The network ends here: a socket whose other side is the test. */
class Wire {
  static opened: Wire[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  sent: { type: string; [field: string]: unknown }[] = [];
  closed = false;

  constructor() {
    Wire.opened.push(this);
  }
  send(text: string) {
    this.sent.push(JSON.parse(text));
  }
  close() {
    this.closed = true;
  }
  says(frame: ServerFrame) {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
  breaks(code = 1006) {
    this.onclose?.({ code });
  }
}

let connection: Connection;
let heard: string[];
let lines: string[];
let token = '';
let signedOut = 0;

async function start(more: Partial<SocketPorts> = {}) {
  connection = keepConnected({
    url: 'wss://school.example/ws',
    device: 'device',
    ticket: async () => 'ticket',
    knows: () => ({ epoch: 'e1', upts: 10, heads: [[7, 3]], open: 7 }),
    resume: { get: () => token, set: (next) => (token = next) },
    onFrame: (frame) => heard.push(frame.type),
    onLine: (line) => lines.push(line),
    onSignedOut: () => (signedOut += 1),
    connect: () => new Wire() as unknown as WebSocket,
    random: () => 1,
    ...more,
  });
  await vi.advanceTimersByTimeAsync(0);
}

const last = () => Wire.opened.at(-1) as Wire;

async function live(more: Partial<SocketPorts> = {}) {
  await start(more);
  last().onopen?.();
  last().says(aWelcome([], { resume: 'token' }));
}

beforeEach(() => {
  vi.useFakeTimers();
  Wire.opened = [];
  heard = [];
  lines = [];
  token = '';
  signedOut = 0;
});

afterEach(() => {
  connection.close();
  vi.useRealTimers();
});

test('the first hello carries a ticket and all heads, the next one the resume token', async () => {
  await live();
  expect(last().sent[0]).toEqual({ type: 'hello', device: 'device', epoch: 'e1', upts: 10, heads: [[7, 3]], open: 7, ticket: 'ticket' });

  last().breaks();
  await vi.advanceTimersByTimeAsync(500);
  last().onopen?.();

  expect(last().sent[0]).toMatchObject({ resume: 'token' });
  expect(last().sent[0]).not.toHaveProperty('ticket');
});

test('the backoff doubles up to a minute, and ends only after five seconds of a stable line', async () => {
  await start();
  const waits: number[] = [];
  for (let round = 0; round < 9; round += 1) {
    const before = Wire.opened.length;
    last().onopen?.();
    last().says(aWelcome());
    last().breaks();
    let waited = 0;
    while (Wire.opened.length === before) {
      await vi.advanceTimersByTimeAsync(500);
      waited += 500;
    }
    waits.push(waited);
  }
  expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16000, 32000, 60000, 60000]);

  last().onopen?.();
  last().says(aWelcome());
  await vi.advanceTimersByTimeAsync(5_000);
  last().breaks();
  const before = Wire.opened.length;
  await vi.advanceTimersByTimeAsync(500);
  expect(Wire.opened.length).toBe(before + 1);
});

test("the server's slot replaces the own backoff, and no hint of the browser shortens it", async () => {
  await live();
  last().says({ type: 'bye', after_ms: 9_000 });
  const before = Wire.opened.length;

  connection.hurry();
  await vi.advanceTimersByTimeAsync(8_999);
  expect(Wire.opened.length).toBe(before);

  await vi.advanceTimersByTimeAsync(1);
  expect(Wire.opened.length).toBe(before + 1);
});

test('a token that is no good is thrown away for a ticket', async () => {
  token = 'old';
  await start();
  last().onopen?.();
  last().says({ type: 'bye', after_ms: 0, code: 'bad_token' });
  await vi.advanceTimersByTimeAsync(500);
  last().onopen?.();

  expect(last().sent[0]).toMatchObject({ ticket: 'ticket' });
});

test('the end of the session is final when HTTP says so, too', async () => {
  let isOver = false;
  await live({
    ticket: async () => {
      if (isOver) throw new SignedOut();
      return 'ticket';
    },
  });
  isOver = true;
  last().says({ type: 'bye', after_ms: 0, code: 'session_ended' });
  await vi.advanceTimersByTimeAsync(120_000);

  expect(signedOut).toBe(1);
  expect(Wire.opened).toHaveLength(1);
});

test('the end of the session is final when HTTP does not answer', async () => {
  let isGone = false;
  await live({
    ticket: async () => {
      if (isGone) throw new TypeError('Failed to fetch');
      return 'ticket';
    },
  });
  isGone = true;
  last().says({ type: 'bye', after_ms: 0, code: 'session_ended' });
  await vi.advanceTimersByTimeAsync(120_000);

  expect(signedOut).toBe(1);
});

test('a token of the session before throws out nobody who has signed in again', async () => {
  token = 'of the session before';
  await start();
  last().onopen?.();
  last().says({ type: 'bye', after_ms: 0, code: 'session_ended' });
  await vi.advanceTimersByTimeAsync(0);
  last().onopen?.();

  expect(last().sent[0]).toMatchObject({ ticket: 'ticket' });
  expect(signedOut).toBe(0);
});

test('a fresh ticket of an ended session is not asked for twice', async () => {
  await start();
  last().onopen?.();
  last().says({ type: 'bye', after_ms: 0, code: 'session_ended' });
  await vi.advanceTimersByTimeAsync(120_000);

  expect(signedOut).toBe(1);
  expect(Wire.opened).toHaveLength(1);
});

test('nobody signed in: no ticket, no socket', async () => {
  await start({
    ticket: async () => {
      throw new SignedOut();
    },
  });
  await vi.advanceTimersByTimeAsync(60_000);

  expect(signedOut).toBe(1);
  expect(Wire.opened).toHaveLength(0);
});

test('a socket without a welcome is given up', async () => {
  await start();
  last().onopen?.();
  await vi.advanceTimersByTimeAsync(15_500);

  expect(Wire.opened).toHaveLength(2);
  expect(Wire.opened[0]?.closed).toBe(true);
});

test('a browser that says it is on line again does not wait', async () => {
  await live();
  last().breaks();
  const before = Wire.opened.length;

  connection.hurry();
  await vi.advanceTimersByTimeAsync(0);

  expect(Wire.opened.length).toBe(before + 1);
});

test('what a socket says after it was replaced is not heard', async () => {
  await live();
  const old = last();
  connection.reconnect();
  old.says({ type: 'typing', chat: 7, user: 2 });

  expect(heard).toEqual(['welcome']);
  expect(lines).toEqual(['opening', 'down']);
});
