/**
 * The client's side of the stream, as a pure function: (state, input, now) → (state, effects).
 *
 * No browser, no clock, no chance in here: every tab runs it over the same inputs and has the same state, and tests run
 * it over logs of events. The rules are numbered in docs/guides/stream.md, «Exact semantics».
 */
import {
  adoptCard,
  adoptHead,
  askFor,
  hydrate,
  mergePage,
  onCatchUpTimer,
  onDiffRefused,
  onGapTimer,
  planCatchingUp,
  receive,
  receiveDiff,
  receiveReset,
} from './chats';
import { look, onTypingTimer, receivePresence, receiveTyping, tellFocus, typed } from './looking';
import {
  discard,
  enqueue,
  flushAll,
  type NewPost,
  onAckLate,
  onRetryTimer,
  postAgain,
  receiveAck,
  receiveNack,
  requeue,
  requeueCommitted,
} from './outbox';
import { askForOwn, onUserGapTimer, receiveUserDiff, receiveUserEvent, receiveUserReset, setUpts } from './person';
import { markUnread, onReadTimer, readUpTo, receiveReceipt, tellUnsent } from './reading';
import { type Chat, isBehind, type Look, NOTHING_TOLD, type Overlay, openChats, overlayKey, type Pending, type State } from './state';
import { change, chatOf, dropChat, type Effect, emptyMessages, endTurn, startTurn, type Turn, timer } from './turn';
import type { Card, Digest, MessageView, ServerFrame, Welcome } from './wire';

const CLOCK_MAY_BE_OFF_MS = 60_000;

export type Input =
  /** The device's database, read at start. */
  | { type: 'loaded'; saved: Saved }
  | { type: 'line'; line: 'down' | 'opening' }
  /** The answer to a round of polling. */
  | { type: 'digest'; digest: Digest }
  | { type: 'frame'; frame: ServerFrame }
  | { type: 'timer'; key: string }
  /** Cards fetched over HTTP; of the asked ones, those that did not come back are mine no longer. */
  | { type: 'cards'; asked: readonly number[] | 'all'; cards: readonly Card[] }
  | { type: 'cardsFailed' }
  | { type: 'refresh' }
  | { type: 'page'; chat: number; generation: number; messages: readonly MessageView[]; floor: number }
  | { type: 'hydrated'; chat: number; generation: number; messages: readonly MessageView[] }
  | { type: 'post'; post: NewPost }
  | { type: 'postAgain'; cid: string }
  | { type: 'discard'; cid: string }
  | { type: 'read'; chat: number; upto: number }
  | { type: 'markUnread'; chat: number }
  | { type: 'overlay'; chat: number; seq: number; overlay: Overlay | null }
  | { type: 'look'; tab: string; look: Look | null }
  | { type: 'typed'; chat: number }
  /** The line may be dead: after sleep, or when the browser says that it is on line again. */
  | { type: 'probe' };

export interface Saved {
  readonly epoch: string;
  readonly upts: number;
  readonly chats: readonly Chat[];
  readonly outbox: readonly Pending[];
}

export function reduce(state: State, input: Input, now: number): { state: State; effects: Effect[] } {
  const turn = startTurn(state, now);
  take(turn, input);
  return endTurn(turn);
}

function take(turn: Turn, input: Input) {
  switch (input.type) {
    case 'loaded':
      return load(turn, input.saved);
    case 'line':
      return changeLine(turn, input.line);
    case 'digest':
      return receiveDigest(turn, input.digest);
    case 'frame':
      return receiveFrame(turn, input.frame);
    case 'timer':
      return onTimer(turn, input.key);
    case 'cards':
      return receiveCards(turn, input.asked, input.cards);
    case 'cardsFailed':
      if (turn.state.cards === 'unknown') turn.state = { ...turn.state, cards: 'failed' };
      return;
    case 'refresh':
      if (turn.state.cards === 'failed') turn.state = { ...turn.state, cards: 'unknown' };
      turn.effects.push({ type: 'fetchCards', chats: 'all', within: 0 });
      return;
    case 'page':
      return mergePage(turn, input);
    case 'hydrated':
      return hydrate(turn, input);
    case 'post':
      return enqueue(turn, input.post);
    case 'postAgain':
      return postAgain(turn, input.cid);
    case 'discard':
      return discard(turn, input.cid);
    case 'read':
      return readUpTo(turn, input.chat, input.upto);
    case 'markUnread':
      return markUnread(turn, input.chat);
    case 'overlay':
      return setOverlay(turn, input.chat, input.seq, input.overlay);
    case 'look':
      return look(turn, input.tab, input.look);
    case 'typed':
      return typed(turn, input.chat);
    case 'probe':
      turn.state = { ...turn.state, askingUser: false };
      return askForOwn(turn);
  }
}

function receiveFrame(turn: Turn, frame: ServerFrame) {
  switch (frame.type) {
    case 'welcome':
      return welcome(turn, frame);
    case 'ev':
      return receive(turn, frame);
    case 'ack':
      return receiveAck(turn, frame);
    case 'nack':
      if (frame.cid) return receiveNack(turn, frame);
      if (frame.chat) return onDiffRefused(turn, frame.chat, frame.retry_ms ?? 0);
      return onAllRefused(turn, frame.retry_ms ?? 0);
    case 'diff':
      return receiveDiff(turn, frame);
    case 'reset':
      return receiveReset(turn, frame);
    case 'uev':
      return receiveUserEvent(turn, frame);
    case 'udiff':
      return receiveUserDiff(turn, frame);
    case 'ureset':
      return receiveUserReset(turn, frame);
    case 'note':
      turn.effects.push({ type: 'live', event: frame.event });
      return;
    case 'rr':
      return receiveReceipt(turn, frame);
    case 'typing':
      return receiveTyping(turn, frame);
    case 'presence':
      return receivePresence(turn, frame);
    case 'poke':
      return receivePoke(turn, frame.heads, frame.upts ?? 0);
    case 'bye':
      if (frame.code === 'session_ended') turn.effects.push({ type: 'signedOut' });
      return;
    case 'resume':
      return;
  }
}

function welcome(turn: Turn, frame: Welcome) {
  // What was asked over HTTPS is asked again here: its answers are not waited for.
  if (turn.state.line === 'polling') changeLine(turn, 'opening');
  turn.state = { ...turn.state, line: 'live', told: NOTHING_TOLD };
  const { strangers, restored } = adoptDigest(turn, frame);
  askForCards(turn, { strangers, changed: frame.changed.map(({ chat }) => chat), afresh: restored });
  askFor(
    turn,
    [...openChats(turn.state)].filter((id) => turn.state.chats.has(id) && isBehind(chatOf(turn, id))),
  );
  planCatchingUp(turn);
  tellUnsent(turn);
  flushAll(turn);
  tellFocus(turn);
}

/** As `welcome`, every few seconds: what is behind is asked for at once, since nothing will come by itself. */
function receiveDigest(turn: Turn, digest: Digest) {
  if (turn.state.line === 'live') return;
  const isFirst = turn.state.line !== 'polling';
  turn.state = { ...turn.state, line: 'polling' };
  const { strangers, restored } = adoptDigest(turn, digest);
  // Of a chat whose messages are held, the difference tells when its card changed; but not who has read in the open one.
  const open = openChats(turn.state);
  const changed = digest.changed.map(({ chat }) => chat).filter((id) => isFirst || open.has(id) || !chatOf(turn, id).kept);
  askForCards(turn, { strangers, changed, afresh: restored });
  const behind = [...turn.state.chats.values()].filter((chat) => isBehind(chat) && (chat.kept || open.has(chat.id)));
  askFor(
    turn,
    behind.map((chat) => chat.id),
  );
  tellUnsent(turn);
  flushAll(turn);
}

function adoptDigest(turn: Turn, digest: Digest | Welcome): { strangers: number[]; restored: boolean } {
  const known = turn.state.upts;
  const restored = turn.state.epoch !== '' && turn.state.epoch !== digest.epoch;
  turn.state = { ...turn.state, limits: digest.limits, skewMs: skewOf(digest.now, turn.now) };
  if (restored) forgetAll(turn);
  if (turn.state.epoch !== digest.epoch) {
    turn.state = { ...turn.state, epoch: digest.epoch, upts: restored ? 0 : known };
    turn.touched.meta = true;
  }
  for (const gone of digest.gone) dropChat(turn, gone);
  for (const changed of digest.changed) adoptHead(turn, changed);
  // Not only those that are new now: the page may have been closed before the cards of others came.
  const strangers = [...turn.state.chats.values()].filter((chat) => !chat.card).map((chat) => chat.id);
  catchUpOwn(turn, digest.upts, known);
  return { strangers, restored };
}

/** A clock that is only a little off is left alone: times would tremble. */
function skewOf(server: string, now: number): number {
  const skew = Date.parse(server) - now;
  return Math.abs(skew) > CLOCK_MAY_BE_OFF_MS ? skew : 0;
}

/** A backup was restored: what this device knows may never have happened. */
function forgetAll(turn: Turn) {
  for (const id of [...turn.state.chats.keys()]) {
    emptyMessages(turn, id);
    change(turn, id, { pts: 0, readSent: 0, othersRead: 0, head: { pts: 0, lastSeq: 0, readSeq: 0, unread: 0, preview: null } });
  }
  requeueCommitted(turn);
  turn.effects.push({ type: 'afresh' });
}

function catchUpOwn(turn: Turn, upts: number, known: number) {
  if (known > 0 && upts > known && turn.state.upts === known) return askForOwn(turn);
  if (upts !== turn.state.upts) setUpts(turn, upts);
}

function askForCards(turn: Turn, wanted: { strangers: readonly number[]; changed: readonly number[]; afresh: boolean }) {
  if (wanted.afresh || turn.state.cards !== 'there') {
    turn.effects.push({ type: 'fetchCards', chats: 'all', within: 0 });
    return;
  }
  if (wanted.strangers.length > 0) turn.effects.push({ type: 'fetchCards', chats: wanted.strangers, within: 0 });
  // A title or a right may have changed with the rest: not at once, everybody else is connecting, too.
  if (wanted.changed.length > 0) turn.effects.push({ type: 'fetchCards', chats: wanted.changed, within: 20_000 });
}

function changeLine(turn: Turn, line: 'down' | 'opening') {
  turn.state = { ...turn.state, line, heldUser: [], askingUser: false, typing: new Map(), presence: new Map(), told: NOTHING_TOLD };
  for (const chat of turn.state.chats.values()) if (chat.asking || chat.held.length > 0) change(turn, chat.id, { asking: false, held: [] });
  requeue(turn);
}

/** «You are behind, fetch when you like»: it takes the place of a backlog, and an answer under way may be older than it. */
function receivePoke(turn: Turn, heads: readonly (readonly [number, number])[], upts: number) {
  const unanswered = forgetAsking(turn);
  if (upts > turn.state.upts || unanswered.own) askForOwn(turn);
  const behind = heads.filter(([id, pts]) => (turn.state.chats.get(id)?.head.pts ?? 0) < pts).map(([id]) => id);
  askFor(turn, [...new Set([...unanswered.chats, ...behind.filter((id) => openChats(turn.state).has(id))])]);
  if (behind.length > 0) turn.effects.push({ type: 'fetchCards', chats: behind, within: 2_000 });
}

/** The server refused something and cannot say what: everything that was asked is asked again. */
function onAllRefused(turn: Turn, retryMs: number) {
  if (retryMs === 0) return;
  const unanswered = forgetAsking(turn);
  for (const id of unanswered.chats) timer(turn, `ask:${id}`, retryMs);
  if (unanswered.own) timer(turn, 'askOwn', retryMs);
}

function forgetAsking(turn: Turn): { chats: number[]; own: boolean } {
  const chats = [...turn.state.chats.values()].filter((chat) => chat.asking).map((chat) => chat.id);
  for (const id of chats) change(turn, id, { asking: false });
  const own = turn.state.askingUser;
  turn.state = { ...turn.state, askingUser: false };
  return { chats, own };
}

function receiveCards(turn: Turn, asked: readonly number[] | 'all', cards: readonly Card[]) {
  const there = new Set(cards.map((card) => card.id));
  const wanted = asked === 'all' ? [...turn.state.chats.keys()] : asked;
  for (const id of wanted) if (!there.has(id)) dropChat(turn, id);
  const open = openChats(turn.state);
  for (const card of cards) {
    const isNew = !turn.state.chats.has(card.id);
    adoptCard(turn, card);
    if (isNew && open.has(card.id)) turn.effects.push({ type: 'hydrate', chat: card.id, generation: 0 });
  }
  if (asked === 'all') turn.state = { ...turn.state, cards: 'there' };
  askFor(
    turn,
    [...open].filter((id) => turn.state.chats.has(id) && isBehind(chatOf(turn, id))),
  );
  planCatchingUp(turn);
}

function setOverlay(turn: Turn, chat: number, seq: number, overlay: Overlay | null) {
  const overlays = new Map(turn.state.overlays);
  if (overlay) overlays.set(overlayKey(chat, seq), overlay);
  else overlays.delete(overlayKey(chat, seq));
  turn.state = { ...turn.state, overlays };
}

function load(turn: Turn, saved: Saved) {
  turn.state = {
    ...turn.state,
    epoch: saved.epoch,
    upts: saved.upts,
    chats: new Map(saved.chats.map((chat) => [chat.id, chat])),
    cards: saved.chats.length > 0 || saved.epoch !== '' ? 'there' : 'unknown',
    outbox: new Map([...saved.outbox].sort((a, b) => (a.cid < b.cid ? -1 : 1)).map((pending) => [pending.cid, pending])),
  };
  requeue(turn);
}

function onTimer(turn: Turn, key: string) {
  const [name, rest = ''] = key.split(/:(.*)/s);
  switch (name) {
    case 'gap':
      return onGapTimer(turn, Number(rest));
    case 'ask':
      return askFor(turn, [Number(rest)]);
    case 'catchUp':
      return onCatchUpTimer(turn);
    case 'userGap':
      return onUserGapTimer(turn);
    case 'askOwn':
      return askForOwn(turn);
    case 'post':
      return onRetryTimer(turn, rest);
    case 'ack':
      return onAckLate(turn, rest);
    case 'read':
      return onReadTimer(turn, Number(rest));
    case 'typing':
      return onTypingTimer(turn, Number(rest));
  }
}
