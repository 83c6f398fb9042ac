import { afterCommit } from './outbox';
import { type Chat, hasLine, isBehind, openChats, runAround } from './state';
import { change, changeAndSave, changeHead, chatOf, emptyMessages, removePending, send, type Turn, timer } from './turn';
import type { Card, ChangedChat, ChatEvent, DiffAnswer, MessageView, Reset } from './wire';

export const GAP_MS = 500;
const CATCH_UP_MS = 5_000;
const CATCH_UP_SPREAD_MS = 25_000;
const RETRY_DIFF_MS = 5_000;
/** The server never counts further. */
const UNREAD_CAP = 100;

/** The apply rule: pts == local + n is applied, ≤ local dropped, beyond it held for 500 ms and then asked for. */
export function receive(turn: Turn, event: ChatEvent) {
  if (!turn.state.chats.has(event.chat)) {
    turn.effects.push({ type: 'fetchCards', chats: [event.chat], within: 0 });
    return;
  }
  if (!takeStep(turn, event)) hold(turn, event);
  else releaseHeld(turn, event.chat);
}

/** The whole difference: apply all, then local := to. */
export function receiveDiff(turn: Turn, answer: DiffAnswer) {
  const known = turn.state.chats.get(answer.chat);
  if (!known) return;
  change(turn, answer.chat, { asking: false });
  if (answer.to < known.pts) return;
  for (const event of answer.events) {
    if (event.pts <= chatOf(turn, answer.chat).pts) continue;
    if (event.pts > chatOf(turn, answer.chat).head.pts) applyToHead(turn, event);
    applyToMessages(turn, event);
  }
  moveTo(turn, answer.chat, answer.to);
  for (const event of answer.events) if (event.kind === 'delete') afterDelete(turn, answer.chat, event.seq ?? 0);
  const chat = chatOf(turn, answer.chat);
  if (answer.to > chat.head.pts) changeHead(turn, answer.chat, { pts: answer.to });
  // The server has nothing beyond `to`: what the head promised was withheld from me.
  else if (!answer.more && answer.events.length === 0 && answer.to === known.pts) changeHead(turn, answer.chat, { pts: answer.to });
  releaseHeld(turn, answer.chat);
  if (answer.more || (isBehind(chatOf(turn, answer.chat)) && openChats(turn.state).has(answer.chat))) askFor(turn, [answer.chat]);
}

/** Drop everything cached of the chat but own pending; here is its end afresh. */
export function receiveReset(turn: Turn, reset: Reset) {
  const known = turn.state.chats.get(reset.chat);
  if (!known) return;
  emptyMessages(turn, reset.chat);
  const readSeq = Math.max(reset.read_seq, known.head.readSeq > reset.last_seq ? 0 : known.head.readSeq);
  changeAndSave(turn, reset.chat, {
    asking: false,
    kept: true,
    pts: reset.to,
    floor: reset.floor,
    readSent: reset.read_seq,
    head: { pts: reset.to, lastSeq: reset.last_seq, readSeq, unread: known.head.unread, preview: null },
  });
  mergeMessages(turn, reset.chat, reset.messages);
  changeHead(turn, reset.chat, { preview: reset.messages.at(-1) ?? null });
  recountUnread(turn, reset.chat);
  afterCommit(turn, reset.chat);
  turn.effects.push({ type: 'fetchCards', chats: [reset.chat], within: 0 });
  // Steps beyond `to` may have been taken before the answer came, and are lost with the cache.
  if (known.head.pts > reset.to || known.held.length > 0) askFor(turn, [reset.chat]);
}

/** A line of the digest at connecting, or of a card fetched over HTTP: true at its own pts. */
export function adoptHead(turn: Turn, changed: ChangedChat) {
  const chat = chatOf(turn, changed.chat);
  const ahead = chat.pts > changed.pts;
  if (ahead) emptyMessages(turn, changed.chat);
  const readSeq = ahead ? changed.read_seq : Math.max(changed.read_seq, Math.min(chat.head.readSeq, changed.last_seq));
  changeAndSave(turn, changed.chat, {
    readSent: changed.read_seq,
    head: {
      pts: changed.pts,
      lastSeq: changed.last_seq,
      readSeq,
      unread: changed.unread,
      preview: changed.preview ?? null,
    },
  });
  if (readSeq > changed.read_seq) recountUnread(turn, changed.chat);
  // Nothing cached: nothing to bring up to date. A page fetched before the jump missed what was jumped over.
  const now = chatOf(turn, changed.chat);
  if (now.kept || now.pts === changed.pts) return;
  change(turn, changed.chat, { generation: now.generation + 1 });
  moveTo(turn, changed.chat, changed.pts);
}

export function adoptCard(turn: Turn, card: Card) {
  const chat = chatOf(turn, card.id);
  changeAndSave(turn, card.id, {
    card,
    floor: Math.max(chat.floor, card.visible_from_seq),
    othersRead: Math.max(chat.othersRead, card.others_read_seq ?? 0),
  });
  // A card that was under way while newer events arrived says nothing about them.
  if (card.pts < chat.head.pts) return recountUnread(turn, card.id);
  adoptHead(turn, {
    chat: card.id,
    org: 0,
    pts: card.pts,
    last_seq: card.last_seq,
    read_seq: card.read_seq,
    unread: card.unread,
    preview: card.preview,
  });
}

/** A page of history. An event with a pts ≤ a message's own changes nothing, in whatever order the two come. */
export function mergePage(turn: Turn, page: { chat: number; generation: number; messages: readonly MessageView[]; floor: number }) {
  const chat = turn.state.chats.get(page.chat);
  if (!chat || chat.generation !== page.generation) return;
  changeAndSave(turn, page.chat, { kept: true, floor: Math.max(page.floor, chat.floor) });
  mergeMessages(turn, page.chat, page.messages);
}

/** What the device's database held when the chat was opened. */
export function hydrate(turn: Turn, kept: { chat: number; generation: number; messages: readonly MessageView[] }) {
  const chat = turn.state.chats.get(kept.chat);
  if (!chat || chat.generation !== kept.generation) return;
  const messages = new Map(kept.messages.map((message) => [message.seq, message]));
  for (const [seq, message] of chat.messages) if (message.pts >= (messages.get(seq)?.pts ?? 0)) messages.set(seq, message);
  change(turn, kept.chat, { hydrated: true, messages });
}

/** Ask for what is missing of these chats, at most as many in a frame as the server takes. */
export function askFor(turn: Turn, ids: readonly number[]) {
  if (!hasLine(turn.state)) return;
  const wanted = ids.filter((id) => turn.state.chats.has(id) && !chatOf(turn, id).asking);
  const size = turn.state.limits?.diff_requests ?? 20;
  for (let start = 0; start < wanted.length; start += size) {
    const part = wanted.slice(start, start + size);
    for (const id of part) change(turn, id, { asking: true });
    send(turn, {
      type: 'diff',
      reqs: part.map((id) => ({ chat: id, from: chatOf(turn, id).pts, limit: turn.state.limits?.diff_events ?? 100 })),
    });
  }
}

/** The gap did not close by itself. */
export function onGapTimer(turn: Turn, id: number) {
  const chat = turn.state.chats.get(id);
  if (chat && chat.held.length > 0) askFor(turn, [id]);
}

/** The server could not answer a difference. */
export function onDiffRefused(turn: Turn, id: number, retryMs: number) {
  if (!turn.state.chats.has(id)) return;
  change(turn, id, { asking: false });
  if (retryMs > 0) timer(turn, `ask:${id}`, retryMs);
  else turn.effects.push({ type: 'fetchCards', chats: [id], within: 0 });
}

/** Bring chats that nobody looks at up to date, some at a time, at a moment of their own. */
export function planCatchingUp(turn: Turn) {
  const behind = [...turn.state.chats.values()].some((chat) => chat.kept && isBehind(chat));
  if (behind) timer(turn, 'catchUp', CATCH_UP_MS, CATCH_UP_SPREAD_MS);
}

export function onCatchUpTimer(turn: Turn) {
  const behind = [...turn.state.chats.values()].filter((chat) => chat.kept && isBehind(chat));
  askFor(
    turn,
    behind.slice(0, turn.state.limits?.diff_requests ?? 20).map((chat) => chat.id),
  );
  if (behind.length > 0 && hasLine(turn.state)) timer(turn, 'catchUp', RETRY_DIFF_MS);
}

/** How many messages are unread, when the device holds all of them; undefined when only the server can tell. */
export function countUnread(chat: Chat, me: number): number | undefined {
  const { readSeq, lastSeq } = chat.head;
  if (readSeq >= lastSeq) return 0;
  if (isBehind(chat)) return undefined;
  const run = runAround(chat.messages, lastSeq);
  if (!run || run.from > Math.max(readSeq + 1, chat.floor)) return undefined;
  let unread = 0;
  for (let seq = Math.max(readSeq + 1, run.from); seq <= lastSeq; seq += 1) if (countsAsUnread(chat.messages.get(seq), me)) unread += 1;
  return Math.min(unread, UNREAD_CAP);
}

/** A tombstone is neither unread nor shown in the list, and does not say whose message it was. */
function afterDelete(turn: Turn, id: number, seq: number) {
  const { head, messages } = chatOf(turn, id);
  if (seq > head.readSeq) recountUnread(turn, id);
  if (head.preview?.seq !== seq) return;
  const run = isBehind(chatOf(turn, id)) ? undefined : runAround(messages, head.lastSeq);
  let newest = run?.to ?? 0;
  while (run && newest >= run.from && messages.get(newest)?.deleted) newest -= 1;
  const preview = run && newest >= run.from ? messages.get(newest) : undefined;
  if (preview) changeHead(turn, id, { preview });
  else turn.effects.push({ type: 'fetchCards', chats: [id], within: 1_000 });
}

/** Set the counter from what the device holds, or ask the server: a tombstone does not say whose message it was. */
export function recountUnread(turn: Turn, id: number) {
  const unread = countUnread(chatOf(turn, id), turn.state.me);
  if (unread !== undefined) changeHead(turn, id, { unread });
  else turn.effects.push({ type: 'fetchCards', chats: [id], within: 1_000 });
}

export function countsAsUnread(message: MessageView | undefined, me: number): boolean {
  return message !== undefined && !message.deleted && message.sender !== me;
}

/** True when the step was taken or had been; false when something before it is missing. */
function takeStep(turn: Turn, event: ChatEvent): boolean {
  const chat = chatOf(turn, event.chat);
  if (event.pts <= chat.pts) {
    settleTwin(turn, event);
    return true;
  }
  const before = event.pts - (event.n ?? 1);
  if (event.pts > chat.head.pts && before > chat.head.pts) return false;
  const inStep = before <= chat.pts;
  if (event.pts > chat.head.pts) applyToHead(turn, event);
  if (inStep) {
    applyToMessages(turn, event);
    moveTo(turn, event.chat, event.pts);
  }
  if (event.kind === 'delete') afterDelete(turn, event.chat, event.seq ?? 0);
  return true;
}

function hold(turn: Turn, event: ChatEvent) {
  const chat = chatOf(turn, event.chat);
  const held = [...chat.held.filter((other) => other.pts !== event.pts), event].sort((a, b) => a.pts - b.pts);
  change(turn, event.chat, { held });
  if (chat.held.length === 0) timer(turn, `gap:${event.chat}`, GAP_MS);
}

function releaseHeld(turn: Turn, id: number) {
  let chat = chatOf(turn, id);
  while (chat.held.length > 0) {
    const [first, ...rest] = chat.held;
    if (!first || !takeStep(turn, first)) {
      // What is missing was asked for, or will be when the timer rings.
      if (!chat.asking) timer(turn, `gap:${id}`, GAP_MS);
      return;
    }
    change(turn, id, { held: rest });
    chat = chatOf(turn, id);
  }
}

/** Move the messages' cursor, and let go of own messages that it passed. */
function moveTo(turn: Turn, id: number, pts: number) {
  if (pts !== chatOf(turn, id).pts) changeAndSave(turn, id, { pts });
  afterCommit(turn, id);
}

function applyToHead(turn: Turn, event: ChatEvent) {
  const { head } = chatOf(turn, event.chat);
  const message = event.message ?? null;
  const pts = event.pts;
  switch (event.kind) {
    case 'message': {
      if (!message) return changeHead(turn, event.chat, { pts });
      const isNew = message.seq > head.lastSeq;
      const unread = isNew && message.seq > head.readSeq && countsAsUnread(message, turn.state.me) && !isMine(turn, message);
      return changeHead(turn, event.chat, {
        pts,
        lastSeq: Math.max(head.lastSeq, message.seq),
        unread: Math.min(UNREAD_CAP, head.unread + (unread ? 1 : 0)),
        preview: isNew && !message.deleted ? message : head.preview,
      });
    }
    case 'edit':
      return changeHead(turn, event.chat, { pts, preview: head.preview?.seq === message?.seq ? message : head.preview });
    case 'delete':
      return changeHead(turn, event.chat, { pts, preview: message && head.preview?.seq === message.seq ? message : head.preview });
    default:
      return changeHead(turn, event.chat, { pts });
  }
}

function applyToMessages(turn: Turn, event: ChatEvent) {
  switch (event.kind) {
    case 'message':
    case 'edit':
    case 'delete':
      if (event.message) mergeMessages(turn, event.chat, [event.message]);
      return;
    case 'members':
    case 'chat':
      turn.effects.push({ type: 'fetchCards', chats: [event.chat], within: 300 });
      return;
  }
}

/** The newer of two versions of a message is the one with the higher pts. All of them are saved. */
function mergeMessages(turn: Turn, id: number, incoming: readonly MessageView[]) {
  if (incoming.length === 0) return;
  const messages = new Map(chatOf(turn, id).messages);
  for (const message of incoming) {
    const known = messages.get(message.seq);
    if (!known || known.pts < message.pts) messages.set(message.seq, message);
    turn.touched.messages.set(`${id}:${message.seq}`, { chat: id, seq: message.seq });
    if (message.cid && turn.state.outbox.get(message.cid)?.chat === id) removePending(turn, message.cid);
    stopTyping(turn, id, message.sender ?? 0);
  }
  changeAndSave(turn, id, { messages, kept: true });
}

/** An own message came by another way (difference, other tab) than its ack. */
function settleTwin(turn: Turn, event: ChatEvent) {
  const cid = event.message?.cid;
  if (cid && turn.state.outbox.get(cid)?.chat === event.chat) removePending(turn, cid);
}

/** Posted from here in the name of the organisation: the stream does not say by whom. */
function isMine(turn: Turn, message: MessageView): boolean {
  return message.cid !== undefined && turn.state.outbox.has(message.cid);
}

function stopTyping(turn: Turn, id: number, user: number) {
  const typing = turn.state.typing.get(id);
  if (!typing?.has(user)) return;
  const others = new Map(typing);
  others.delete(user);
  turn.state = { ...turn.state, typing: new Map(turn.state.typing).set(id, others) };
}
