import { describe, expect, test } from 'vitest';
import { aCard, aDevice, aWelcome, type Device, ME } from './make';
import { pendingOf } from './state';
import type { Effect } from './turn';
import type { ClientFrame, MessageView, ServerFrame } from './wire';

/** The web app makes of every vector in contract/stream what the headless client makes of it. */
const files = import.meta.glob<{ about: string; cases: Case[] }>('../../../../contract/stream/*.json', { eager: true, import: 'default' });

interface Case {
  readonly name: string;
  readonly given: { readonly line?: 'down'; readonly chats: readonly { id: number; messages: MessageView[] }[] };
  readonly steps: readonly Step[];
}

interface Step {
  readonly hear?: ServerFrame;
  readonly do?: Partial<{
    post: Extract<ClientFrame, { type: 'post' }>;
    read: { chat: number; upto: number };
    line: 'down';
    timer: string;
    wait: number;
  }>;
  readonly then?: Then;
}

interface Then {
  readonly chats?: Record<string, ChatThen | null>;
  readonly upts?: number;
  readonly outbox?: Record<string, string>;
  readonly says?: ClientFrame[];
  readonly timers?: { key: string; ms: number }[];
  readonly reconnect?: boolean;
}

interface ChatThen {
  readonly pts?: number;
  readonly last_seq?: number;
  readonly read_seq?: number;
  readonly unread?: number;
  readonly seqs?: number[];
  readonly held?: number[];
  readonly messages?: Record<string, Partial<MessageView>>;
}

/** What the rules are about; looking and typing are the screen's. */
const SPOKEN = new Set(['post', 'read', 'diff', 'udiff']);

for (const [path, { about, cases }] of Object.entries(files)) {
  describe(`${path.split('/').at(-1)}: ${about}`, () => {
    for (const { name, given, steps } of cases) {
      test(name, () => {
        const device = theDevice(given);
        for (const [number, step] of steps.entries()) {
          const then = step.then ?? {};
          const effects = take(device, step);
          expect(outcome(device, effects, then), `step ${number}`).toMatchObject(then);
          if (then.outbox) expect(outcome(device, effects, then).outbox, `step ${number}`).toEqual(then.outbox);
        }
      });
    }
  });
}

test('there are vectors', () => {
  expect(Object.values(files).flatMap(({ cases }) => cases).length).toBeGreaterThan(50);
});

function theDevice({ chats, line }: Case['given']): Device {
  const heads = chats.map(({ id, messages }) => ({
    id,
    pts: Math.max(...messages.map(({ pts }) => pts)),
    last_seq: messages.at(-1)?.seq ?? 0,
    preview: messages.at(-1) ?? null,
    unread: messages.filter(({ sender, deleted }) => sender !== ME && !deleted).length,
  }));
  const device = aDevice()
    .take({ type: 'cards', asked: 'all', cards: heads.map((head) => aCard(head)) })
    .hear(aWelcome());
  for (const { id, messages } of chats) {
    device.take({ type: 'look', tab: `tab ${id}`, look: { chat: id, users: [], active: true } });
    const generation = device.state.chats.get(id)?.generation ?? 0;
    device.take({ type: 'page', chat: id, generation, messages, floor: 1 });
  }
  if (line === 'down') device.take({ type: 'line', line: 'down' });
  return device;
}

function take(device: Device, step: Step): Effect[] {
  device.effects = [];
  const { post, read, line, timer, wait } = step.do ?? {};
  if (step.hear) device.hear(step.hear);
  if (post) {
    const { cid, chat, body } = post;
    device.take({ type: 'post', post: { cid, chat, body, entities: [], reply: 0, silent: false, asOrg: false } });
  }
  if (read) device.take({ type: 'read', ...read });
  if (line) device.take({ type: 'line', line });
  if (timer) device.take({ type: 'timer', key: timer });
  if (wait) device.now += wait;
  return device.effects;
}

function outcome({ state }: Device, effects: Effect[], then: Then): Then {
  const chats = Object.keys(then.chats ?? {}).map((id) => [id, chatThen(state.chats.get(Number(id)))] as const);
  const timers = effects.flatMap((effect) => (effect.type === 'timer' ? [{ key: effect.key, ms: effect.ms }] : []));
  const pending = [...state.chats.keys()].flatMap((id) => pendingOf(state, id));
  return {
    chats: Object.fromEntries(chats),
    upts: state.upts,
    outbox: Object.fromEntries(pending.map(({ cid, progress }) => [cid, progress.step])),
    says: effects.flatMap((effect) => (effect.type === 'send' && SPOKEN.has(effect.frame.type) ? [effect.frame] : [])),
    timers: (then.timers ?? []).filter((wanted) => timers.some(({ key, ms }) => key === wanted.key && ms === wanted.ms)),
    reconnect: effects.some(({ type }) => type === 'reconnect'),
  };
}

function chatThen(chat: ReturnType<Device['state']['chats']['get']>): ChatThen | null {
  if (!chat) return null;
  return {
    pts: chat.pts,
    last_seq: chat.head.lastSeq,
    read_seq: chat.head.readSeq,
    unread: chat.head.unread,
    seqs: [...chat.messages.keys()].sort((a, b) => a - b),
    held: chat.held.map(({ pts }) => pts),
    messages: Object.fromEntries([...chat.messages].map(([seq, message]) => [String(seq), message])),
  };
}
