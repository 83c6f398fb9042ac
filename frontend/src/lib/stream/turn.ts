import { type Chat, emptyChat, type Head, type Pending, type State } from './state';
import type { ClientFrame, MessageView, ServerEvent } from './wire';

/** What the shell is to do after a step. Those marked «tab» are done by every tab, the others by the one with the socket. */
export type Effect =
  | { type: 'send'; frame: ClientFrame }
  | { type: 'save'; writes: Writes }
  /** Give the input `timer` with this key back after `ms`, plus a random part of `spread`. */
  | { type: 'timer'; key: string; ms: number; spread: number }
  /** Fetch cards over HTTP, at some moment within so many milliseconds. */
  | { type: 'fetchCards'; chats: readonly number[] | 'all'; within: number }
  | { type: 'hydrate'; chat: number; generation: number }
  /** The line looks dead: open another. */
  | { type: 'reconnect' }
  /** tab: tell the other features. */
  | { type: 'live'; event: ServerEvent }
  /** tab: whatever was fetched before may be true no longer. */
  | { type: 'afresh' }
  /** tab: the session ended. */
  | { type: 'signedOut' };

/** One transaction of the device's database: events and the cursors that they moved, together or not at all. */
export interface Writes {
  readonly meta: { epoch: string; upts: number } | null;
  readonly chats: readonly Chat[];
  readonly messages: readonly { chat: number; message: MessageView }[];
  /** Their messages are deleted before `messages` are written. */
  readonly emptied: readonly number[];
  readonly dropped: readonly number[];
  readonly outbox: readonly Pending[];
  readonly unqueued: readonly string[];
}

/** One step being taken: the next state as it grows, what it asks for, and what of it must be saved. */
export interface Turn {
  state: State;
  readonly now: number;
  readonly effects: Effect[];
  readonly touched: {
    meta: boolean;
    chats: Set<number>;
    messages: Map<string, { chat: number; seq: number }>;
    emptied: Set<number>;
    dropped: Set<number>;
    outbox: Set<string>;
  };
}

export function startTurn(state: State, now: number): Turn {
  return {
    state,
    now,
    effects: [],
    touched: { meta: false, chats: new Set(), messages: new Map(), emptied: new Set(), dropped: new Set(), outbox: new Set() },
  };
}

export function endTurn(turn: Turn): { state: State; effects: Effect[] } {
  const writes = writesOf(turn);
  return { state: turn.state, effects: writes ? [{ type: 'save', writes }, ...turn.effects] : turn.effects };
}

export function chatOf(turn: Turn, id: number): Chat {
  return turn.state.chats.get(id) ?? emptyChat(id);
}

export function change(turn: Turn, id: number, patch: Partial<Chat>): void {
  const chats = new Map(turn.state.chats);
  chats.set(id, { ...chatOf(turn, id), ...patch });
  turn.state = { ...turn.state, chats };
}

/** Like `change`, for what outlives the page. */
export function changeAndSave(turn: Turn, id: number, patch: Partial<Chat>): void {
  change(turn, id, patch);
  turn.touched.chats.add(id);
}

export function changeHead(turn: Turn, id: number, patch: Partial<Head>): void {
  changeAndSave(turn, id, { head: { ...chatOf(turn, id).head, ...patch } });
}

/** Forget the messages of a chat; own pending ones stand apart and stay. */
export function emptyMessages(turn: Turn, id: number): void {
  const chat = chatOf(turn, id);
  changeAndSave(turn, id, {
    messages: new Map(),
    held: [],
    kept: false,
    hydrated: true,
    generation: chat.generation + 1,
  });
  turn.touched.emptied.add(id);
  for (const [key, touched] of turn.touched.messages) if (touched.chat === id) turn.touched.messages.delete(key);
}

export function dropChat(turn: Turn, id: number): void {
  if (!turn.state.chats.has(id)) return;
  const chats = new Map(turn.state.chats);
  chats.delete(id);
  const outbox = new Map([...turn.state.outbox].filter(([, pending]) => pending.chat !== id));
  for (const pending of turn.state.outbox.values()) if (pending.chat === id) turn.touched.outbox.add(pending.cid);
  turn.state = { ...turn.state, chats, outbox };
  turn.touched.dropped.add(id);
}

export function setPending(turn: Turn, pending: Pending): void {
  turn.state = { ...turn.state, outbox: new Map(turn.state.outbox).set(pending.cid, pending) };
  turn.touched.outbox.add(pending.cid);
}

export function removePending(turn: Turn, cid: string): void {
  if (!turn.state.outbox.has(cid)) return;
  const outbox = new Map(turn.state.outbox);
  outbox.delete(cid);
  turn.state = { ...turn.state, outbox };
  turn.touched.outbox.add(cid);
}

export function send(turn: Turn, frame: ClientFrame): void {
  turn.effects.push({ type: 'send', frame });
}

export function timer(turn: Turn, key: string, ms: number, spread = 0): void {
  turn.effects.push({ type: 'timer', key, ms, spread });
}

function writesOf(turn: Turn): Writes | undefined {
  const { touched, state } = turn;
  const chats = [...touched.chats].flatMap((id) => state.chats.get(id) ?? []);
  const messages = [...touched.messages.values()].flatMap(({ chat, seq }) => {
    const message = state.chats.get(chat)?.messages.get(seq);
    return message ? [{ chat, message }] : [];
  });
  const outbox = [...touched.outbox].flatMap((cid) => state.outbox.get(cid) ?? []);
  const writes: Writes = {
    meta: touched.meta ? { epoch: state.epoch, upts: state.upts } : null,
    chats,
    messages,
    emptied: [...touched.emptied],
    dropped: [...touched.dropped],
    outbox,
    unqueued: [...touched.outbox].filter((cid) => !state.outbox.has(cid)),
  };
  const nothing =
    !writes.meta && [chats, messages, writes.emptied, writes.dropped, outbox, writes.unqueued].every((list) => list.length === 0);
  return nothing ? undefined : writes;
}
