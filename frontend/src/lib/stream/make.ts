/** Builders for tests of the core: a device of person 1, and a server whose chat 7 it follows. */
import { type Input, reduce } from './reducer';
import { emptyState, type State } from './state';
import type { Effect } from './turn';
import type { Card, ChangedChat, ChatEvent, ClientFrame, MessageView, ServerFrame, Welcome } from './wire';

export const ME = 1;
export const ANNA = 2;
export const CHAT = 7;

export interface Device {
  state: State;
  now: number;
  effects: Effect[];
  take(...inputs: Input[]): Device;
  hear(...frames: ServerFrame[]): Device;
  /** Frames that went out since the last look. */
  sent(): ClientFrame[];
  chat(): NonNullable<ReturnType<State['chats']['get']>>;
  seqs(): number[];
}

export function aDevice(state: State = emptyState(ME)): Device {
  const device: Device = {
    state,
    now: 1_000_000,
    effects: [],
    take(...inputs) {
      for (const input of inputs) {
        const step = reduce(device.state, input, device.now);
        device.state = step.state;
        device.effects.push(...step.effects);
      }
      return device;
    },
    hear(...frames) {
      return device.take(...frames.map((frame): Input => ({ type: 'frame', frame })));
    },
    sent() {
      const frames = device.effects.flatMap((effect) => (effect.type === 'send' ? [effect.frame] : []));
      device.effects = [];
      return frames;
    },
    chat() {
      const chat = device.state.chats.get(CHAT);
      if (!chat) throw new Error('the device does not know the chat');
      return chat;
    },
    seqs: () => [...device.chat().messages.keys()].sort((a, b) => a - b),
  };
  return device;
}

/** On line, with the chat open on the screen and its first messages in the cache. */
export function aDeviceInChat(messages: MessageView[] = []): Device {
  const pts = Math.max(0, ...messages.map((message) => message.pts));
  const lastSeq = Math.max(0, ...messages.map((message) => message.seq));
  const device = aDevice()
    .take({ type: 'cards', asked: 'all', cards: [aCard({ pts, last_seq: lastSeq, preview: messages.at(-1) ?? null })] })
    .hear(aWelcome())
    .take({ type: 'look', tab: 'a', look: { chat: CHAT, users: [], active: true } });
  device.take({ type: 'page', chat: CHAT, generation: device.chat().generation, messages, floor: 1 });
  device.sent();
  return device;
}

export function aWelcome(changed: Partial<ChangedChat>[] = [], more: Partial<Welcome> = {}): Welcome {
  return {
    type: 'welcome',
    epoch: 'e1',
    upts: 10,
    now: '2026-11-21T09:00:00Z',
    resume: 'token',
    user: ME,
    session: 1,
    changed: changed.map((line) => ({ chat: CHAT, org: 3, pts: 0, last_seq: 0, read_seq: 0, unread: 0, preview: null, ...line })),
    gone: [],
    limits: {},
    heartbeat: 25,
    ...more,
  };
}

export function aCard(more: Partial<Card> = {}): Card {
  return {
    id: CHAT,
    pts: 0,
    last_seq: 0,
    read_seq: 0,
    unread: 0,
    marked_unread: false,
    visible_from_seq: 1,
    others_read_seq: 0,
    preview: null,
    ...more,
  };
}

export function aMessage(seq: number, more: Partial<MessageView> = {}): MessageView {
  return { seq, pts: seq, ts: '2026-11-21T09:00:00Z', kind: 'text', sender: ANNA, body: `слово ${seq}`, ...more };
}

export function anEvent(pts: number, more: Partial<ChatEvent> = {}): ChatEvent {
  const message = more.message === undefined ? aMessage(pts, { pts }) : more.message;
  return { type: 'ev', chat: CHAT, pts, kind: 'message', seq: message?.seq ?? 0, ...more, message };
}

export function aPost(cid: string, body = 'привет'): Input {
  return { type: 'post', post: { cid, chat: CHAT, body, entities: [], reply: 0, silent: false, asOrg: false } };
}
