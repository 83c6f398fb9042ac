import { describe, expect, test } from 'vitest';
import { aCard, aDevice, aDeviceInChat, aMessage, anEvent, aPost, aWelcome, CHAT, type Device, ME } from './make';
import type { Input } from './reducer';

const DAY_MS = 86_400_000;
const NOON = Date.parse('2026-11-21T12:00:00Z');

const progress = (device: Device, cid: string) => device.state.outbox.get(cid)?.progress.step;
const timer = (key: string): Input => ({ type: 'timer', key });

describe('a clock that is wrong by a day', () => {
  test.each([DAY_MS, -DAY_MS])('what is written shows the time of the school (%d)', (off) => {
    const device = aDevice();
    device.now = NOON + off;
    device.hear(aWelcome([{}], { now: new Date(NOON).toISOString() })).take(aPost('c1'));

    expect(device.state.outbox.get('c1')?.at).toBe(NOON);
    expect(device.now + device.state.skewMs).toBe(NOON);
  });

  test('a clock that is a little off is left alone', () => {
    const device = aDevice();
    device.now = NOON + 20_000;

    expect(device.hear(aWelcome([], { now: new Date(NOON).toISOString() })).state.skewMs).toBe(0);
  });

  test.each([DAY_MS, -DAY_MS])('a jump of the clock keeps no read mark, no ack and no typing waiting (%d)', (jump) => {
    const device = aDeviceInChat([aMessage(1), aMessage(2), aMessage(3)]);
    device.take({ type: 'read', chat: CHAT, upto: 2 }, { type: 'typed', chat: CHAT }, aPost('c1'));
    device.hear({ type: 'typing', chat: CHAT, user: 2 });
    device.sent();

    device.now += jump;
    device.take({ type: 'read', chat: CHAT, upto: 3 }, { type: 'typed', chat: CHAT });
    expect(device.sent()).toEqual([
      { type: 'read', chat: CHAT, upto: 3 },
      { type: 'typing', chat: CHAT },
    ]);
    device.take(timer('ack:c1'), timer(`typing:${CHAT}`));
    expect(device.effects).toContainEqual({ type: 'reconnect' });
    expect(device.state.typing.get(CHAT)?.size).toBe(0);
  });
});

describe('a read mark', () => {
  test('that went down with a gateway is told to the next one', () => {
    const device = aDeviceInChat([aMessage(1), aMessage(2)]).take({ type: 'read', chat: CHAT, upto: 2 });
    device.sent();

    device.take({ type: 'line', line: 'down' }).hear(aWelcome());

    expect(device.sent()).toContainEqual({ type: 'read', chat: CHAT, upto: 2 });
  });

  test('that the server has confirmed is not told again', () => {
    const device = aDeviceInChat([aMessage(1), aMessage(2)]).take({ type: 'read', chat: CHAT, upto: 2 });
    device.hear({ type: 'uev', upts: 11, kind: 'read', chat: CHAT, upto: 2, unread: 0 });
    device.sent();

    device.take({ type: 'line', line: 'down' }).hear(aWelcome([], { upts: 11 }));

    expect(device.sent().filter(({ type }) => type === 'read')).toEqual([]);
  });

  test('that was lost over HTTPS is told with a later round of polling, not with every one', () => {
    const device = aDeviceInChat([aMessage(1), aMessage(2)]).take({ type: 'line', line: 'down' }, digest());
    device.take({ type: 'read', chat: CHAT, upto: 2 });
    device.sent();

    device.now += 3_000;
    expect(device.take(digest()).sent()).toEqual([]);
    device.now += 8_000;
    expect(device.take(digest()).sent()).toEqual([{ type: 'read', chat: CHAT, upto: 2 }]);
  });
});

describe('two devices of one person', () => {
  test('what one posts stands on the other as his own, once, and is not unread', () => {
    const phone = aDeviceInChat([aMessage(1)]).take(aPost('c1'));
    const desk = aDeviceInChat([aMessage(1)]);
    const message = aMessage(2, { sender: ME, cid: 'c1', body: 'привет' });

    phone.hear({ type: 'ack', cid: 'c1', chat: CHAT, seq: 2, pts: 2, ts: message.ts });
    desk.hear(anEvent(2, { message }));

    expect(desk.chat().messages.get(2)).toEqual(phone.chat().messages.get(2));
    expect(desk.chat().head.unread).toBe(0);
    expect(phone.state.outbox.size + desk.state.outbox.size).toBe(0);
  });

  test('what one reads is read on the other', () => {
    const desk = aDeviceInChat([aMessage(1)]).hear(anEvent(2), anEvent(3));
    expect(desk.chat().head.unread).toBe(2);

    desk.hear({ type: 'uev', upts: 11, kind: 'read', chat: CHAT, upto: 3, unread: 0 });

    expect(desk.chat().head).toMatchObject({ readSeq: 3, unread: 0 });
    expect(desk.sent().filter(({ type }) => type === 'read')).toEqual([]);
  });

  test('the same draft sent from both is two messages: each device has cids of its own', () => {
    const desk = aDeviceInChat([aMessage(1)]).take(aPost('desk'));
    desk.hear(anEvent(2, { message: aMessage(2, { sender: ME, cid: 'phone', body: 'привет' }) }));

    expect(progress(desk, 'desk')).toBe('sent');
  });
});

describe('a phone that slept', () => {
  test('takes nothing for granted: its questions are asked again on the next line, its posts go with the same cid', () => {
    const device = aDeviceInChat([aMessage(1)])
      .hear(anEvent(4))
      .take(timer(`gap:${CHAT}`), aPost('c1'));
    device.sent();

    device.now += 8 * 3_600_000;
    device.take({ type: 'line', line: 'down' }, { type: 'line', line: 'opening' }).hear(aWelcome([{ pts: 9, last_seq: 9 }]));

    expect(device.sent()).toEqual(
      expect.arrayContaining([
        { type: 'diff', reqs: [{ chat: CHAT, from: 1, limit: 100 }] },
        { type: 'post', cid: 'c1', chat: CHAT, body: 'привет' },
      ]),
    );
  });
});

describe('after a backup was restored', () => {
  const restored = () => aWelcome([{ pts: 1, last_seq: 1 }], { epoch: 'e2', upts: 3 });

  test('what was acked since then is posted again: the same cid tells what is there', () => {
    const device = aDeviceInChat([aMessage(1)])
      .take(aPost('c1'))
      .hear(anEvent(3));
    // Acked behind a gap: still on its way as far as this device knows.
    device.hear({ type: 'ack', cid: 'c1', chat: CHAT, seq: 4, pts: 4, ts: 't' });
    expect(progress(device, 'c1')).toBe('committed');
    device.sent();

    device.take({ type: 'line', line: 'down' }).hear(restored());

    expect(device.sent()).toContainEqual({ type: 'post', cid: 'c1', chat: CHAT, body: 'привет' });
  });

  test('everything is fetched afresh, also by the other features, and saved under the new epoch', () => {
    const device = aDeviceInChat([aMessage(1), aMessage(2)]).take({ type: 'line', line: 'down' });
    device.effects = [];

    device.hear(restored());

    expect(device.effects).toContainEqual({ type: 'fetchCards', chats: 'all', within: 0 });
    expect(device.effects).toContainEqual({ type: 'afresh' });
    const saved = device.effects.flatMap((effect) => (effect.type === 'save' ? [effect.writes] : []));
    expect(saved[0]).toMatchObject({ meta: { epoch: 'e2', upts: 3 }, emptied: [CHAT] });
    expect(device.seqs()).toEqual([]);
  });

  test('it is noticed while polling, too', () => {
    const device = aDeviceInChat([aMessage(1), aMessage(2)]).take({ type: 'line', line: 'down' }, digest());

    device.take(digest('e2'));

    expect(device.seqs()).toEqual([]);
    expect(device.state.epoch).toBe('e2');
    device.take({ type: 'cards', asked: 'all', cards: [aCard({ pts: 2, last_seq: 2 })] });
    expect(device.chat().head.pts).toBe(2);
  });
});

function digest(epoch = 'e1'): Input {
  return { type: 'digest', digest: { epoch, upts: 10, now: '', changed: [], gone: [], limits: {}, poll_ms: 3_000 } };
}
