import { expect, test } from 'vitest';
import type { MessageView, Pending } from '@/lib/stream';
import { emptyChat } from '@/lib/stream/state';
import { rowsOf } from './rows';

const ME = 1;
const at = (minute: number, day = 21) => `2026-11-${day}T09:${String(minute).padStart(2, '0')}:00Z`;

function rows(messages: Partial<MessageView>[], more: { pending?: Pending[]; unreadAfter?: number; fromStart?: boolean } = {}) {
  const views = messages.map(
    (message, index): MessageView => ({ seq: index + 1, pts: index + 1, ts: at(index), kind: 'text', sender: 2, body: 'а', ...message }),
  );
  const chat = {
    ...emptyChat(7),
    messages: new Map(views.map((view) => [view.seq, view])),
    head: { pts: 0, lastSeq: views.length, readSeq: 0, unread: 0, preview: null },
  };
  return rowsOf({
    chat,
    run: { from: 1, to: views.length },
    state: { me: ME, overlays: new Map() },
    pending: more.pending ?? [],
    unreadAfter: more.unreadAfter ?? 0,
    fromStart: more.fromStart ?? true,
  });
}

test('messages of one author stand together, others and later ones apart', () => {
  const drawn = rows([{}, {}, { sender: 3 }, { sender: 3, ts: at(30) }]);

  expect(drawn.map((row) => [row.startsGroup, row.endsGroup])).toEqual([
    [true, false],
    [false, true],
    [true, true],
    [true, true],
  ]);
});

test('a day begins with its first message, and the first of a cut-off history begins none', () => {
  const messages = [{ ts: at(1, 20) }, { ts: at(2, 21) }];

  expect(rows(messages).map((row) => row.startsDay)).toEqual([true, true]);
  expect(rows(messages, { fromStart: false }).map((row) => row.startsDay)).toEqual([false, true]);
});

test('the unread line stands above the first message of somebody else after the marker', () => {
  const drawn = rows([{}, { sender: ME }, {}, {}], { unreadAfter: 1 });

  expect(drawn.map((row) => row.startsUnread)).toEqual([false, false, true, false]);
});

test('own pending stand after the last one, and keep their key when they arrive', () => {
  const pending: Pending = {
    cid: 'c1',
    chat: 7,
    body: 'б',
    entities: [],
    reply: 0,
    silent: false,
    asOrg: false,
    at: Date.parse(at(9)),
    progress: { step: 'queued' },
  };

  const before = rows([{}], { pending: [pending] });
  const after = rows([{}, { sender: ME, cid: 'c1', body: 'б' }], { pending: [pending] });

  expect(before.map((row) => row.key)).toEqual(['m1', 'cc1']);
  expect(after.map((row) => row.key)).toEqual(['m1', 'cc1']);
});
