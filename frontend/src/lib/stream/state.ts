import type { Card, ChatEvent, Entity, Limits, MessageView, UserEvent } from './wire';

/**
 * Everything that this device knows of the person's chats. Immutable: `reduce` gives the next one.
 *
 * A chat has two cursors of its stream. `head.pts`: up to where the row in the chat list is true (last message, unread
 * counter). `pts`: up to where the cached messages are true. The digest at connecting moves all heads at once; messages
 * follow when somebody opens the chat, so that ten thousand phones that wake up together ask for little.
 */
export interface State {
  readonly me: number;
  readonly epoch: string;
  readonly upts: number;
  readonly line: Line;
  /** How far the server's clock is ahead of this device's. */
  readonly skewMs: number;
  /** The server's answer to the last `hello`; null until the first. */
  readonly limits: Limits | null;
  readonly chats: ReadonlyMap<number, Chat>;
  readonly cards: 'unknown' | 'there' | 'failed';
  readonly outbox: ReadonlyMap<string, Pending>;
  readonly overlays: ReadonlyMap<string, Overlay>;
  /** Events of the person's stream that came after a gap. */
  readonly heldUser: readonly UserEvent[];
  readonly askingUser: boolean;
  /** chat → user → until when he counts as typing. */
  readonly typing: ReadonlyMap<number, ReadonlyMap<number, number>>;
  readonly presence: ReadonlyMap<number, Presence>;
  readonly looks: ReadonlyMap<string, Look>;
  readonly told: Told;
}

/** `polling`: no socket, but HTTPS answers; what is new is asked for every few seconds. */
export type Line = 'down' | 'opening' | 'polling' | 'live';

export interface Chat {
  readonly id: number;
  readonly card: Card | null;
  readonly head: Head;
  readonly pts: number;
  /** The device holds messages of it: a difference is worth asking for. */
  readonly kept: boolean;
  /** By seq. Every seq has a message (tombstones stay), so neighbours by number are neighbours in the chat. */
  readonly messages: ReadonlyMap<number, MessageView>;
  /** The smallest seq that I may see; 0 while unknown. */
  readonly floor: number;
  /** Events that came after a gap, waiting 500 ms for what is missing. */
  readonly held: readonly ChatEvent[];
  readonly asking: boolean;
  /** Grows when the cache is dropped: what was fetched before then is not mixed in. */
  readonly generation: number;
  /** Its messages in the device's database were read into memory. */
  readonly hydrated: boolean;
  /** Read marker as the server has confirmed it; behind `head.readSeq` while one of ours is on its way, or lost. */
  readonly readSent: number;
  /** The newest message that somebody else has read. */
  readonly othersRead: number;
  readonly readers: number;
}

export interface Head {
  readonly pts: number;
  readonly lastSeq: number;
  readonly readSeq: number;
  readonly unread: number;
  readonly preview: MessageView | null;
}

/** A message of mine on its way. Its cid is the same on every try, so that it is posted once. */
export interface Pending {
  readonly cid: string;
  readonly chat: number;
  readonly body: string;
  readonly entities: readonly Entity[];
  readonly reply: number;
  readonly silent: boolean;
  readonly asOrg: boolean;
  readonly at: number;
  readonly progress: Progress;
}

export type Progress =
  | { readonly step: 'queued' }
  | { readonly step: 'sent'; readonly at: number }
  | { readonly step: 'waiting' }
  /** The server has it, as the event of this pts; gone from here when the chat's messages reach that. */
  | { readonly step: 'committed'; readonly pts: number }
  | { readonly step: 'failed'; readonly code: string; readonly params: Readonly<Record<string, unknown>> };

/** A change of mine that the server has not confirmed: shown at once, taken back when it is refused. */
export type Overlay =
  | { readonly change: 'edit'; readonly body: string; readonly entities: readonly Entity[] }
  | { readonly change: 'delete' };

export interface Presence {
  readonly online: boolean;
  readonly seen: string | null;
}

/** What one tab shows. */
export interface Look {
  readonly chat: number;
  readonly users: readonly number[];
  readonly active: boolean;
}

/** What the server was told over this socket, so that nothing is said twice. */
export interface Told {
  readonly focus: string;
  readonly active: boolean | null;
  /** chat → the last `read` that went out. */
  readonly read: ReadonlyMap<number, { readonly upto: number; readonly at: number }>;
  /** chat → when the last `typing` went out. */
  readonly typing: ReadonlyMap<number, number>;
}

export const NOTHING_TOLD: Told = { focus: '', active: null, read: new Map(), typing: new Map() };

export function emptyState(me: number): State {
  return {
    me,
    epoch: '',
    upts: 0,
    line: 'down',
    skewMs: 0,
    limits: null,
    chats: new Map(),
    cards: 'unknown',
    outbox: new Map(),
    overlays: new Map(),
    heldUser: [],
    askingUser: false,
    typing: new Map(),
    presence: new Map(),
    looks: new Map(),
    told: NOTHING_TOLD,
  };
}

export function emptyChat(id: number): Chat {
  return {
    id,
    card: null,
    head: { pts: 0, lastSeq: 0, readSeq: 0, unread: 0, preview: null },
    pts: 0,
    kept: false,
    messages: new Map(),
    floor: 0,
    held: [],
    asking: false,
    generation: 0,
    hydrated: false,
    readSent: 0,
    othersRead: 0,
    readers: 0,
  };
}

/** Chats that some tab has on the screen. */
export function openChats(state: State): Set<number> {
  return new Set([...state.looks.values()].map((look) => look.chat).filter((chat) => chat > 0));
}

/** May frames go out now, by whatever way? */
export function hasLine(state: State): boolean {
  return state.line === 'live' || state.line === 'polling';
}

export function isBehind(chat: Chat): boolean {
  return chat.pts < chat.head.pts;
}

/** Own messages of a chat that are not in its stream yet, in the order they were written. */
export function pendingOf(state: State, chat: number): Pending[] {
  return [...state.outbox.values()].filter((pending) => pending.chat === chat);
}

export interface Run {
  readonly from: number;
  readonly to: number;
}

/** The unbroken stretch of known messages around `seq`; undefined when `seq` itself is not known. */
export function runAround(messages: ReadonlyMap<number, MessageView>, seq: number): Run | undefined {
  if (!messages.has(seq)) return undefined;
  let from = seq;
  let to = seq;
  while (messages.has(from - 1)) from -= 1;
  while (messages.has(to + 1)) to += 1;
  return { from, to };
}

/** The newest stretch of messages on this device. */
export function newestRun(chat: Chat): Run | undefined {
  return runAround(chat.messages, chat.head.lastSeq) ?? runAround(chat.messages, Math.max(0, ...chat.messages.keys()));
}

export function overlayKey(chat: number, seq: number): string {
  return `${chat}:${seq}`;
}
