import { describe, expect, test } from 'vitest';
import { ANNA, aCard, aDevice, aDeviceInChat, aMessage, anEvent, aPost, aWelcome, CHAT, ME } from './make';
import type { Writes } from './turn';

const written = (effects: { type: string; writes?: Writes }[]) => effects.flatMap((effect) => effect.writes ?? []);

describe('the apply rule', () => {
  test('the next event is applied', () => {
    const device = aDeviceInChat([aMessage(1)]).hear(anEvent(2));

    expect(device.seqs()).toEqual([1, 2]);
    expect(device.chat().pts).toBe(2);
  });

  test('an event that was there before is dropped', () => {
    const device = aDeviceInChat([aMessage(1), aMessage(2)]).hear(anEvent(1, { message: aMessage(1, { body: 'old' }) }));

    expect(device.chat().messages.get(1)?.body).toBe('слово 1');
    expect(device.chat().pts).toBe(2);
  });

  test('an event after a gap waits half a second, then the difference is asked for', () => {
    const device = aDeviceInChat([aMessage(1)]).hear(anEvent(3));

    expect(device.seqs()).toEqual([1]);
    expect(device.effects).toContainEqual({ type: 'timer', key: `gap:${CHAT}`, ms: 500, spread: 0 });
    expect(device.sent()).toEqual([]);

    device.take({ type: 'timer', key: `gap:${CHAT}` });

    expect(device.sent()).toEqual([{ type: 'diff', reqs: [{ chat: CHAT, from: 1, limit: 100 }] }]);
  });

  test('a gap that closes by itself asks for nothing', () => {
    const device = aDeviceInChat([aMessage(1)])
      .hear(anEvent(3), anEvent(2))
      .take({ type: 'timer', key: `gap:${CHAT}` });

    expect(device.seqs()).toEqual([1, 2, 3]);
    expect(device.sent()).toEqual([]);
  });

  test('an event may cover the steps that were withheld from me', () => {
    const device = aDeviceInChat([aMessage(1)]).hear(anEvent(4, { n: 3, message: aMessage(2, { pts: 4 }) }));

    expect(device.chat().pts).toBe(4);
    expect(device.seqs()).toEqual([1, 2]);
  });

  test('events and the cursor that they move are saved in one transaction', () => {
    const device = aDeviceInChat([aMessage(1)]).hear(anEvent(2));

    const [writes] = written(device.effects);
    expect(writes?.messages.map(({ message }) => message.seq)).toEqual([2]);
    expect(writes?.chats.map(({ pts }) => pts)).toEqual([2]);
  });

  test('an event with a pts at or below that of the message changes nothing', () => {
    // The page was read when the edit had been made already, its event is still on the way.
    const device = aDeviceInChat([aMessage(1), aMessage(2, { pts: 2 })]);
    device.take({ type: 'page', chat: CHAT, generation: 1, messages: [aMessage(1, { pts: 4, body: 'второй раз' })], floor: 1 });

    device.hear(anEvent(3, { kind: 'edit', seq: 1, message: aMessage(1, { pts: 3, body: 'первый раз' }) }));

    expect(device.chat().messages.get(1)?.body).toBe('второй раз');
    expect(device.chat().pts).toBe(3);
  });

  test('a page that was read before an edit arrived does not undo it', () => {
    const device = aDeviceInChat([aMessage(5, { pts: 5 })]);

    device.hear(anEvent(6, { kind: 'edit', seq: 2, message: aMessage(2, { pts: 6, body: 'исправлено' }) }));
    device.take({ type: 'page', chat: CHAT, generation: 1, messages: [aMessage(2), aMessage(3), aMessage(4)], floor: 1 });

    expect(device.chat().messages.get(2)?.body).toBe('исправлено');
  });
});

describe('difference and reset', () => {
  test('a difference is applied whole, then the cursor stands at its end', () => {
    const device = aDeviceInChat([aMessage(1)]).hear(anEvent(9), {
      type: 'diff',
      chat: CHAT,
      to: 8,
      events: [anEvent(4, { message: aMessage(2, { pts: 4 }) }), anEvent(8, { kind: 'edit', message: aMessage(1, { pts: 8, body: 'ё' }) })],
    });

    expect(device.chat().pts).toBe(9);
    expect(device.chat().messages.get(1)?.body).toBe('ё');
  });

  test('a difference with more to come is asked for again from its end', () => {
    const device = aDeviceInChat([aMessage(1)]).hear({ type: 'diff', chat: CHAT, to: 3, events: [anEvent(2), anEvent(3)], more: true });

    expect(device.sent()).toEqual([{ type: 'diff', reqs: [{ chat: CHAT, from: 3, limit: 100 }] }]);
  });

  test('a reset drops everything cached of the chat but own pending', () => {
    const device = aDeviceInChat([aMessage(1), aMessage(2)]).take(aPost('c1'));

    device.hear({ type: 'reset', chat: CHAT, to: 90, messages: [aMessage(80, { pts: 90 })], floor: 1, last_seq: 80, read_seq: 79 });

    expect(device.seqs()).toEqual([80]);
    expect(device.chat().pts).toBe(90);
    expect(device.chat().head).toMatchObject({ lastSeq: 80, unread: 1 });
    expect([...device.state.outbox.keys()]).toEqual(['c1']);
    expect(written(device.effects).some((writes) => writes.emptied.includes(CHAT))).toBe(true);
  });

  test('steps taken while a reset was on its way are asked for again', () => {
    const device = aDeviceInChat([aMessage(1)]).hear(anEvent(2), anEvent(3));
    device.sent();

    device.hear({ type: 'reset', chat: CHAT, to: 2, messages: [aMessage(1), aMessage(2)], floor: 1, last_seq: 2, read_seq: 0 });

    expect(device.sent()).toContainEqual({ type: 'diff', reqs: [{ chat: CHAT, from: 2, limit: 100 }] });
  });

  test('a page that was fetched before a reset is not mixed in', () => {
    const device = aDeviceInChat([aMessage(1)]);
    device.hear({ type: 'reset', chat: CHAT, to: 90, messages: [aMessage(80, { pts: 90 })], floor: 1, last_seq: 80, read_seq: 80 });

    device.take({ type: 'page', chat: CHAT, generation: 1, messages: [aMessage(70)], floor: 1 });

    expect(device.seqs()).toEqual([80]);
  });
});

describe('posting', () => {
  test('a post goes out once and stands as pending until its ack', () => {
    const device = aDeviceInChat([aMessage(1)]).take(aPost('c1'));

    expect(device.sent()).toEqual([{ type: 'post', cid: 'c1', chat: CHAT, body: 'привет' }]);
    expect(device.state.outbox.get('c1')?.progress.step).toBe('sent');

    device.hear({ type: 'ack', cid: 'c1', chat: CHAT, seq: 2, pts: 2, ts: '2026-11-21T09:01:00Z' });

    expect(device.state.outbox.size).toBe(0);
    expect(device.chat().messages.get(2)).toMatchObject({ sender: ME, body: 'привет', cid: 'c1' });
    expect(device.chat().head.unread).toBe(0);
  });

  test('an ack never moves the cursor over a gap', () => {
    const device = aDeviceInChat([aMessage(1)])
      .take(aPost('c1'))
      .hear({ type: 'ack', cid: 'c1', chat: CHAT, seq: 3, pts: 3, ts: '' });

    expect(device.chat().pts).toBe(1);
    expect(device.state.outbox.has('c1')).toBe(true);

    device.hear(anEvent(2));

    expect(device.chat().pts).toBe(3);
    expect(device.seqs()).toEqual([1, 2, 3]);
    expect(device.state.outbox.size).toBe(0);
  });

  test('a dup ack moves nothing; the message comes with the difference', () => {
    const device = aDeviceInChat([aMessage(1)]).take(aPost('c1'));
    device.hear({ type: 'ack', cid: 'c1', chat: CHAT, seq: 2, pts: 2, ts: '', dup: true });

    expect(device.chat().pts).toBe(1);
    expect(device.state.outbox.has('c1')).toBe(true);

    device.hear({ type: 'diff', chat: CHAT, to: 2, events: [anEvent(2, { message: aMessage(2, { sender: ME, cid: 'c1' }) })] });

    expect(device.state.outbox.size).toBe(0);
    expect(device.seqs()).toEqual([1, 2]);
  });

  test('what was on its way when the line broke is sent again with the same cid', () => {
    const device = aDeviceInChat([aMessage(1)]).take(aPost('c1'));
    device.sent();

    device.take({ type: 'line', line: 'down' }).hear(aWelcome());

    expect(device.sent()).toContainEqual({ type: 'post', cid: 'c1', chat: CHAT, body: 'привет' });
  });

  test('posts of a chat keep their order: the second waits for the first', () => {
    const device = aDeviceInChat([aMessage(1)]).take(aPost('c1'), aPost('c2', 'и ещё'));

    expect(device.sent().filter((frame) => frame.type === 'post')).toHaveLength(1);

    device.hear({ type: 'nack', cid: 'c1', code: 'rights.recompiling', retry_ms: 300 });
    expect(device.sent()).toEqual([]);

    device.take({ type: 'timer', key: 'post:c1' }).hear({ type: 'ack', cid: 'c1', chat: CHAT, seq: 2, pts: 2, ts: '' });
    expect(device.sent().map((frame) => (frame.type === 'post' ? frame.cid : frame.type))).toEqual(['c1', 'c2']);
  });

  test('a refusal is shown and can be tried again or thrown away', () => {
    const device = aDeviceInChat([aMessage(1)])
      .take(aPost('c1'))
      .hear({ type: 'nack', cid: 'c1', code: 'messaging.may_not_write' });

    expect(device.state.outbox.get('c1')?.progress).toMatchObject({ step: 'failed', code: 'messaging.may_not_write' });
    device.sent();

    device.take({ type: 'postAgain', cid: 'c1' });
    expect(device.sent()).toEqual([{ type: 'post', cid: 'c1', chat: CHAT, body: 'привет' }]);

    device.hear({ type: 'nack', cid: 'c1', code: 'messaging.may_not_write' }).take({ type: 'discard', cid: 'c1' });
    expect(device.state.outbox.size).toBe(0);
  });

  test('a post that gets no answer opens another line', () => {
    const device = aDeviceInChat([aMessage(1)]).take(aPost('c1'));
    device.now += 5_000;

    device.take({ type: 'timer', key: 'ack:c1' });

    expect(device.effects).toContainEqual({ type: 'reconnect' });
  });
});

describe('connecting', () => {
  test('a chat without cached messages takes the head of the digest as it is', () => {
    const device = aDevice()
      .take({ type: 'cards', asked: 'all', cards: [aCard()] })
      .hear(aWelcome([{ pts: 40, last_seq: 30, read_seq: 20, unread: 10, preview: aMessage(30, { pts: 40 }) }]));

    expect(device.chat()).toMatchObject({ pts: 40, head: { lastSeq: 30, unread: 10 } });

    device.hear(anEvent(41, { message: aMessage(31, { pts: 41 }) }));
    expect(device.chat().head).toMatchObject({ pts: 41, unread: 11, lastSeq: 31 });
  });

  test('only the open chat is asked for at once, and its unread messages are not counted twice', () => {
    const device = aDeviceInChat([aMessage(1), aMessage(2)]);
    device.take({ type: 'line', line: 'down' });

    device.hear(aWelcome([{ pts: 4, last_seq: 4, read_seq: 2, unread: 2, preview: aMessage(4) }]));
    expect(device.sent()).toContainEqual({ type: 'diff', reqs: [{ chat: CHAT, from: 2, limit: 100 }] });

    device.hear({ type: 'diff', chat: CHAT, to: 4, events: [anEvent(3), anEvent(4)] });
    expect(device.chat().head.unread).toBe(2);
    expect(device.chat().pts).toBe(4);
  });

  test('the list stays live while the messages of a closed chat are behind', () => {
    const device = aDeviceInChat([aMessage(1)]).take({ type: 'look', tab: 'a', look: null }, { type: 'line', line: 'down' });
    device.hear(aWelcome([{ pts: 5, last_seq: 5, unread: 4, read_seq: 1, preview: aMessage(5) }]));
    device.sent();

    device.hear(anEvent(6));

    expect(device.chat()).toMatchObject({ pts: 1, head: { pts: 6, unread: 5, lastSeq: 6 } });
    expect(device.seqs()).toEqual([1]);
    expect(device.sent()).toEqual([]);
  });

  test('chats that are mine no longer are dropped with their messages', () => {
    const device = aDeviceInChat([aMessage(1)]).take({ type: 'line', line: 'down' });

    device.hear(aWelcome([], { gone: [CHAT] }));

    expect(device.state.chats.size).toBe(0);
    expect(written(device.effects).some((writes) => writes.dropped.includes(CHAT))).toBe(true);
  });

  test('a restored backup drops all caches', () => {
    const device = aDeviceInChat([aMessage(1), aMessage(2)]).take({ type: 'line', line: 'down' });

    device.hear(aWelcome([{ pts: 1, last_seq: 1, preview: aMessage(1) }], { epoch: 'e2', upts: 3 }));

    expect(device.seqs()).toEqual([]);
    expect(device.chat().pts).toBe(1);
    expect(device.state.upts).toBe(3);
    expect(device.effects).toContainEqual({ type: 'fetchCards', chats: 'all', within: 0 });
  });

  test('a device that is ahead of the server forgets what never happened', () => {
    const device = aDeviceInChat([aMessage(1), aMessage(2)]).take({ type: 'line', line: 'down' });

    device.hear(aWelcome([{ pts: 1, last_seq: 1, preview: aMessage(1) }]));

    expect(device.chat()).toMatchObject({ pts: 1, kept: false });
    expect(device.seqs()).toEqual([]);
  });

  test('a poke takes the place of a backlog: the open chat is asked for, the others refreshed', () => {
    const device = aDeviceInChat([aMessage(1)]).hear({ type: 'poke', heads: [[CHAT, 9]] });

    expect(device.sent()).toContainEqual({ type: 'diff', reqs: [{ chat: CHAT, from: 1, limit: 100 }] });
  });
});

describe("the person's own stream", () => {
  test('it follows the same rule', () => {
    const device = aDeviceInChat([aMessage(1)]);
    device.hear({ type: 'uev', upts: 12, kind: 'chat', chat: CHAT });
    expect(device.state.upts).toBe(10);

    device.take({ type: 'timer', key: 'userGap' });
    expect(device.sent()).toEqual([{ type: 'udiff', from: 10 }]);

    device.hear({ type: 'udiff', to: 12, events: [] });
    expect(device.state.upts).toBe(12);
  });

  test('what was missed while away is asked for on return', () => {
    const device = aDeviceInChat()
      .take({ type: 'line', line: 'down' })
      .hear(aWelcome([], { upts: 15 }));

    expect(device.sent()).toContainEqual({ type: 'udiff', from: 10 });
  });

  test('reading on another device clears the counter here', () => {
    const device = aDeviceInChat([aMessage(1)]).hear(anEvent(2), anEvent(3));
    expect(device.chat().head.unread).toBe(2);

    device.hear({ type: 'uev', upts: 11, kind: 'read', chat: CHAT, upto: 2, unread: 1 });

    expect(device.chat().head).toMatchObject({ readSeq: 2, unread: 1 });
  });

  test('durable events and notes reach the other features', () => {
    const event = { type: 'roster.class_changed', org_id: 3, class_id: 4 } as const;
    const device = aDeviceInChat().hear({ type: 'note', event }, { type: 'uev', upts: 11, kind: 'event', event });

    expect(device.effects.filter((effect) => effect.type === 'live')).toHaveLength(2);
  });

  test('a reset of it fetches all cards afresh', () => {
    const device = aDeviceInChat().hear({ type: 'ureset', to: 99 });

    expect(device.state.upts).toBe(99);
    expect(device.effects).toContainEqual({ type: 'fetchCards', chats: 'all', within: 0 });
  });
});

describe('reading', () => {
  test('the counter falls at once and the server is told at most once in two seconds', () => {
    const device = aDeviceInChat([aMessage(1)]).hear(anEvent(2), anEvent(3), anEvent(4));
    device.take({ type: 'read', chat: CHAT, upto: 2 }, { type: 'read', chat: CHAT, upto: 4 });

    expect(device.chat().head.unread).toBe(0);
    expect(device.sent()).toEqual([{ type: 'read', chat: CHAT, upto: 2 }]);

    device.now += 2_000;
    device.take({ type: 'timer', key: `read:${CHAT}` });
    expect(device.sent()).toEqual([{ type: 'read', chat: CHAT, upto: 4 }]);
  });

  test('a marker that was made without a line goes out with the next one', () => {
    const device = aDeviceInChat([aMessage(1)])
      .hear(anEvent(2))
      .take({ type: 'line', line: 'down' }, { type: 'read', chat: CHAT, upto: 2 });
    device.sent();

    device.hear(aWelcome([{ pts: 2, last_seq: 2, read_seq: 0, unread: 2, preview: aMessage(2) }]));

    expect(device.sent()).toContainEqual({ type: 'read', chat: CHAT, upto: 2 });
    expect(device.chat().head.unread).toBe(0);
  });

  test('a marker never moves back', () => {
    const device = aDeviceInChat([aMessage(1), aMessage(2)]).take(
      { type: 'read', chat: CHAT, upto: 2 },
      { type: 'read', chat: CHAT, upto: 1 },
    );

    expect(device.chat().head.readSeq).toBe(2);
  });

  test('somebody has read what I wrote', () => {
    const device = aDeviceInChat([aMessage(1, { sender: ME })]).hear({ type: 'rr', chat: CHAT, upto: 1, user: ANNA });

    expect(device.chat().othersRead).toBe(1);
  });

  test('a message that is deleted before it was read is not counted any more', () => {
    const device = aDeviceInChat([aMessage(1)])
      .take({ type: 'read', chat: CHAT, upto: 1 })
      .hear(anEvent(2));
    expect(device.chat().head.unread).toBe(1);

    device.hear(anEvent(3, { kind: 'delete', seq: 2, message: aMessage(2, { pts: 3, deleted: true, body: '', sender: 0 }) }));

    expect(device.chat().head).toMatchObject({ unread: 0, preview: { seq: 1 } });
  });
});

describe('what is told and shown for a moment', () => {
  test('focus goes out when it changes, and again on a new line', () => {
    const device = aDeviceInChat([aMessage(1)]);
    device.take({ type: 'look', tab: 'b', look: { chat: 8, users: [ANNA], active: false } });
    expect(device.sent()).toEqual([{ type: 'focus', chats: [CHAT, 8], users: [ANNA] }]);

    device.take({ type: 'look', tab: 'b', look: { chat: 8, users: [ANNA], active: false } });
    expect(device.sent()).toEqual([]);

    device.take({ type: 'line', line: 'down' }).hear(aWelcome());
    expect(device.sent()).toContainEqual({ type: 'focus', chats: [CHAT, 8], users: [ANNA] });
  });

  test('typing is told every three seconds at most, and shown until the message comes', () => {
    const device = aDeviceInChat([aMessage(1)]).take({ type: 'typed', chat: CHAT }, { type: 'typed', chat: CHAT });
    expect(device.sent()).toEqual([{ type: 'typing', chat: CHAT }]);

    device.hear({ type: 'typing', chat: CHAT, user: ANNA });
    expect(device.state.typing.get(CHAT)?.has(ANNA)).toBe(true);

    device.hear(anEvent(2));
    expect(device.state.typing.get(CHAT)?.has(ANNA)).toBe(false);
  });

  test('the end of the session is told to every tab', () => {
    const device = aDeviceInChat().hear({ type: 'bye', after_ms: 0, code: 'session_ended' });

    expect(device.effects).toContainEqual({ type: 'signedOut' });
  });
});

test('chats whose cards never came, because the page was closed too soon, are fetched at the next welcome', () => {
  const hasty = aDevice().hear(aWelcome([{ pts: 3 }]));
  const saved = { epoch: 'e1', upts: 10, chats: [...hasty.state.chats.values()], outbox: [] };

  const device = aDevice().take({ type: 'loaded', saved }).hear(aWelcome());

  expect(device.effects).toContainEqual({ type: 'fetchCards', chats: [CHAT], within: 0 });
});
