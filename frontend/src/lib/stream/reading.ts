import { countsAsUnread, countUnread } from './chats';
import { hasLine } from './state';
import { change, changeAndSave, changeHead, chatOf, send, type Turn, timer } from './turn';
import type { Frame } from './wire';

const READ_INTERVAL_MS = 2_000;
/** A gateway writes marks down once a second; what is not confirmed by then is told again when there is an occasion. */
const UNCONFIRMED_MS = 10_000;

/** I saw everything up to `upto`. The list changes at once; the server is told at most once in two seconds a chat. */
export function readUpTo(turn: Turn, id: number, upto: number) {
  const chat = turn.state.chats.get(id);
  if (!chat) return;
  if (chat.card?.marked_unread) changeAndSave(turn, id, { card: { ...chat.card, marked_unread: false } });
  const target = Math.min(upto, chat.head.lastSeq);
  if (target > chat.head.readSeq) moveMarker(turn, id, target);
  else if (!chat.card?.marked_unread) return;
  tell(turn, id, chat.card?.marked_unread === true);
}

/** «Пометить непрочитанным»: the answer of the HTTP call confirms it. */
export function markUnread(turn: Turn, id: number) {
  const chat = turn.state.chats.get(id);
  if (chat?.card) changeAndSave(turn, id, { card: { ...chat.card, marked_unread: true } });
}

/** Markers that the server has not confirmed: made without a line, or taken along by the last one. */
export function tellUnsent(turn: Turn) {
  for (const chat of turn.state.chats.values()) if (chat.head.readSeq > chat.readSent) tell(turn, chat.id, false);
}

export function onReadTimer(turn: Turn, id: number) {
  const chat = turn.state.chats.get(id);
  if (chat && chat.head.readSeq > chat.readSent) tell(turn, id, false);
}

/** Read on another device, or the echo of our own. */
export function readElsewhere(turn: Turn, id: number, upto: number, unread: number) {
  const chat = turn.state.chats.get(id);
  if (!chat) return;
  changeAndSave(turn, id, {
    readSent: Math.max(chat.readSent, upto),
    card: chat.card && { ...chat.card, marked_unread: false },
  });
  if (upto < chat.head.readSeq) return;
  changeHead(turn, id, { readSeq: upto });
  changeHead(turn, id, { unread: countUnread(chatOf(turn, id), turn.state.me) ?? unread });
}

export function receiveReceipt(turn: Turn, receipt: Frame<'rr'>) {
  const chat = turn.state.chats.get(receipt.chat);
  if (!chat || receipt.user === turn.state.me) return;
  if (receipt.upto > chat.othersRead) changeAndSave(turn, receipt.chat, { othersRead: receipt.upto });
  change(turn, receipt.chat, { readers: chat.readers + 1 });
}

function moveMarker(turn: Turn, id: number, upto: number) {
  const before = chatOf(turn, id);
  changeHead(turn, id, { readSeq: upto });
  const counted = countUnread(chatOf(turn, id), turn.state.me);
  let seen = 0;
  for (let seq = before.head.readSeq + 1; seq <= upto; seq += 1) if (countsAsUnread(before.messages.get(seq), turn.state.me)) seen += 1;
  changeHead(turn, id, { unread: counted ?? Math.max(0, before.head.unread - seen) });
}

function tell(turn: Turn, id: number, again: boolean) {
  const chat = chatOf(turn, id);
  const upto = chat.head.readSeq;
  if (!hasLine(turn.state) || (upto <= chat.readSent && !again)) return;
  const interval = turn.state.limits?.read_interval_ms ?? READ_INTERVAL_MS;
  const last = turn.state.told.read.get(id);
  const since = last ? Math.abs(turn.now - last.at) : Infinity;
  if (last && last.upto >= upto && since < UNCONFIRMED_MS && !again) return;
  if (since < interval) return timer(turn, `read:${id}`, interval - since);
  turn.state = { ...turn.state, told: { ...turn.state.told, read: new Map(turn.state.told.read).set(id, { upto, at: turn.now }) } };
  send(turn, { type: 'read', chat: id, upto });
}
