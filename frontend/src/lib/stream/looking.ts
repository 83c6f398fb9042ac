import { askFor } from './chats';
import { isBehind, type Look, openChats } from './state';
import { chatOf, send, type Turn, timer } from './turn';
import type { Frame } from './wire';

const TYPING_TOLD_EVERY_MS = 3_000;
const TYPING_SHOWN_MS = 6_000;

/** A tab shows another chat, other people, or was put away. */
export function look(turn: Turn, tab: string, next: Look | null) {
  const before = openChats(turn.state);
  const looks = new Map(turn.state.looks);
  if (next) looks.set(tab, next);
  else looks.delete(tab);
  turn.state = { ...turn.state, looks };
  for (const id of openChats(turn.state)) if (!before.has(id)) open(turn, id);
  tellFocus(turn);
}

/** Tell the server what is looked at, when it changed. */
export function tellFocus(turn: Turn) {
  if (turn.state.line !== 'live') return;
  const looks = [...turn.state.looks.values()];
  const most = turn.state.limits?.focus ?? 50;
  const chats = [...openChats(turn.state)].slice(0, most);
  const users = [...new Set(looks.flatMap((seen) => seen.users))].slice(0, most - chats.length);
  const focus = JSON.stringify([chats, users]);
  if (focus !== turn.state.told.focus && !(turn.state.told.focus === '' && chats.length === 0 && users.length === 0)) {
    turn.state = { ...turn.state, told: { ...turn.state.told, focus } };
    send(turn, { type: 'focus', chats, users });
  }
  const active = looks.some((seen) => seen.active);
  if (active !== turn.state.told.active) {
    turn.state = { ...turn.state, told: { ...turn.state.told, active } };
    send(turn, { type: 'presence', active });
  }
}

/** A key was pressed in the composer. */
export function typed(turn: Turn, chat: number) {
  if (turn.state.line !== 'live' || Math.abs(turn.now - (turn.state.told.typing.get(chat) ?? 0)) < TYPING_TOLD_EVERY_MS) return;
  turn.state = { ...turn.state, told: { ...turn.state.told, typing: new Map(turn.state.told.typing).set(chat, turn.now) } };
  send(turn, { type: 'typing', chat });
}

export function receiveTyping(turn: Turn, { chat, user }: Frame<'typing'>) {
  if (user === turn.state.me) return;
  const inChat = new Map(turn.state.typing.get(chat)).set(user, turn.now + TYPING_SHOWN_MS);
  turn.state = { ...turn.state, typing: new Map(turn.state.typing).set(chat, inChat) };
  timer(turn, `typing:${chat}`, TYPING_SHOWN_MS);
}

export function onTypingTimer(turn: Turn, chat: number) {
  const still = [...(turn.state.typing.get(chat) ?? [])].filter(([, until]) => until > turn.now && until <= turn.now + TYPING_SHOWN_MS);
  turn.state = { ...turn.state, typing: new Map(turn.state.typing).set(chat, new Map(still)) };
}

export function receivePresence(turn: Turn, { user, online, seen }: Frame<'presence'>) {
  turn.state = { ...turn.state, presence: new Map(turn.state.presence).set(user, { online, seen: seen ?? null }) };
}

function open(turn: Turn, id: number) {
  if (!turn.state.chats.has(id)) return;
  const chat = chatOf(turn, id);
  if (!chat.hydrated) turn.effects.push({ type: 'hydrate', chat: id, generation: chat.generation });
  if (isBehind(chat)) askFor(turn, [id]);
}
