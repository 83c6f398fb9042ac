import { expect, test } from 'vitest';
import { ANNA, aCard, aDevice, anEvent, aWelcome, CHAT, ME } from './make';
import { type Input, reduce } from './reducer';
import type { State } from './state';
import type { Effect } from './turn';
import type { ChatEvent, MessageView, ServerFrame } from './wire';

/**
 * State + events = state fetched afresh, whatever the network does: frames of the live stream are lost, doubled and
 * turned round, lines break, posts are answered late, twice or never. At the end everything is delivered, and the
 * device must hold exactly what the server holds.
 */
// `STORIES=20000 npx vitest run oracle` tells many more than every run can afford.
const STORIES = Number(process.env.STORIES ?? 200);

test('any delivery, whatever is lost, doubled or late, leads to the state of the server', { timeout: 120_000 }, () => {
  for (let seed = 0; seed < STORIES; seed += 1) tell(seed);
});

function tell(seed: number) {
  const chance = chanceOf(seed);
  const server = aServer();
  const world = aWorld(server, chance);

  for (let step = 0; step < 60; step += 1) world.step();
  world.settle();

  const chat = world.state().chats.get(CHAT);
  expect(chat?.pts, `seed ${seed}`).toBe(server.pts);
  expect(chat?.head).toMatchObject({ pts: server.pts, lastSeq: server.messages.length });
  for (const [seq, message] of chat?.messages ?? []) expect(message).toEqual(server.messages[seq - 1]);
  const newest = server.messages.slice(-10).map((message) => message.seq);
  expect([...(chat?.messages.keys() ?? [])]).toEqual(expect.arrayContaining(newest));
  expect(world.state().outbox.size).toBe(0);
  const cids = server.messages.flatMap((message) => message.cid ?? []);
  expect(new Set(cids).size).toBe(cids.length);
  expect(cids).toEqual([...cids].sort());
  expect(cids).toHaveLength(world.posted());
  expect(chat?.head.unread, `seed ${seed}`).toBe(
    server.messages.filter((m) => m.seq > (chat?.head.readSeq ?? 0) && m.sender !== ME && !m.deleted).length,
  );
}

interface Server {
  messages: MessageView[];
  events: ChatEvent[];
  pts: number;
  readSeq: number;
  post(cid: string, body: string, sender: number): { seq: number; pts: number; dup: boolean };
  change(seq: number, how: 'edit' | 'delete'): void;
  answer(from: number, limit: number): ServerFrame;
}

function aServer(): Server {
  const server: Server = {
    messages: [],
    events: [],
    pts: 0,
    readSeq: 0,
    post(cid, body, sender) {
      const known = server.messages.find((message) => cid && message.cid === cid);
      if (known)
        return { seq: known.seq, pts: server.events.find((e) => e.kind === 'message' && e.seq === known.seq)?.pts ?? 0, dup: true };
      const seq = server.messages.length + 1;
      server.pts += 1;
      const message: MessageView = { seq, pts: server.pts, ts: 't', kind: 'text', sender, body, ...(cid && { cid }) };
      server.messages.push(message);
      server.events.push(anEvent(server.pts, { message, n: 1 }));
      return { seq, pts: server.pts, dup: false };
    },
    change(seq, how) {
      const before = server.messages[seq - 1];
      if (!before || before.deleted) return;
      server.pts += 1;
      const message: MessageView =
        how === 'edit' ? { ...before, pts: server.pts, body: `${before.body}!` } : { ...before, pts: server.pts, body: '', deleted: true };
      server.messages[seq - 1] = message;
      server.events.push(anEvent(server.pts, { kind: how, seq, message }));
    },
    answer(from, limit) {
      if (from > server.pts || server.pts - from > 25) {
        const messages = server.messages.slice(-12);
        return {
          type: 'reset',
          chat: CHAT,
          to: server.pts,
          messages,
          floor: 1,
          last_seq: server.messages.length,
          read_seq: server.readSeq,
        };
      }
      const missing = server.events.filter((event) => event.pts > from);
      const part = missing.slice(0, limit).map((event) => ({ ...event, message: server.messages[(event.seq ?? 1) - 1] ?? null }));
      const more = missing.length > part.length;
      return { type: 'diff', chat: CHAT, to: more ? (part.at(-1)?.pts ?? from) : server.pts, events: part, more };
    },
  };
  return server;
}

function aWorld(server: Server, chance: () => number) {
  const device = aDevice();
  let told = 0;
  let posted = 0;
  let upts = 10;
  let connected = false;
  let network: ServerFrame[] = [];
  const timers: string[] = [];
  const pages: Input[] = [];

  const take = (input: Input) => {
    device.now += 700;
    const step = reduce(device.state, input, device.now);
    device.state = step.state;
    for (const effect of step.effects) perform(effect);
  };
  const card = () =>
    aCard({
      pts: server.pts,
      last_seq: server.messages.length,
      read_seq: server.readSeq,
      unread: server.messages.filter((m) => m.seq > server.readSeq && m.sender !== ME && !m.deleted).length,
      preview: server.messages.at(-1) ?? null,
    });
  const perform = (effect: Effect) => {
    if (effect.type === 'timer') timers.push(effect.key);
    if (effect.type === 'fetchCards') pages.push({ type: 'cards', asked: [CHAT], cards: [card()] });
    if (effect.type === 'reconnect') disconnect();
    if (effect.type !== 'send' || !connected) return;
    const { frame } = effect;
    if (frame.type === 'read') {
      server.readSeq = Math.max(server.readSeq, frame.upto);
      upts += 1;
      network.push({ type: 'uev', upts, kind: 'read', chat: CHAT, upto: server.readSeq, unread: card().unread });
    }
    if (frame.type === 'udiff')
      network.push({
        type: 'udiff',
        to: upts,
        events: [{ type: 'uev', upts, kind: 'read', chat: CHAT, upto: server.readSeq, unread: card().unread }],
      });
    if (frame.type === 'diff') for (const req of frame.reqs) network.push(server.answer(req.from, 3 + Math.floor(chance() * 5)));
    if (frame.type === 'post') {
      const { seq, pts, dup } = server.post(frame.cid, frame.body, ME);
      // What comes to this socket leaves it in pts order: earlier events first.
      publish();
      network.push({ type: 'ack', cid: frame.cid, chat: CHAT, seq, pts, ts: 't', dup });
    }
  };
  const publish = () => {
    for (const event of server.events.filter(({ pts }) => pts > told)) {
      told = event.pts;
      const mine = event.kind === 'message' && event.message?.sender === ME;
      if (connected && !mine) network.push(event);
    }
  };
  const connect = () => {
    if (connected) return;
    connected = true;
    network = [];
    const head = device.state.chats.get(CHAT)?.pts ?? 0;
    const line = card();
    const changed =
      head === server.pts
        ? []
        : [{ pts: line.pts, last_seq: line.last_seq, read_seq: line.read_seq, unread: line.unread, preview: line.preview }];
    told = server.pts;
    take({ type: 'frame', frame: aWelcome(changed, { upts }) });
  };
  const disconnect = () => {
    if (!connected) return;
    connected = false;
    network = [];
    take({ type: 'line', line: 'down' });
  };
  const deliver = (unkind: boolean) => {
    if (network.length === 0) return;
    const at = unkind && chance() < 0.3 ? Math.floor(chance() * network.length) : 0;
    const [frame] = network.splice(at, 1);
    if (!frame) return;
    const fate = chance();
    if (unkind && frame.type === 'ev' && fate < 0.2) return;
    take({ type: 'frame', frame });
    if (unkind && fate > 0.8) take({ type: 'frame', frame });
  };
  const page = (back = Math.floor(chance() * 10)) => {
    const start = Math.max(1, server.messages.length - 9 - back);
    const messages = server.messages.slice(start - 1, start + 9);
    pages.push({ type: 'page', chat: CHAT, generation: device.state.chats.get(CHAT)?.generation ?? 0, messages, floor: 1 });
  };

  take({ type: 'cards', asked: 'all', cards: [card()] });
  take({ type: 'look', tab: 'a', look: { chat: CHAT, users: [], active: true } });
  connect();
  return {
    state: (): State => device.state,
    posted: () => posted,
    step() {
      const dice = chance();
      if (dice < 0.25) server.post('', `слово ${server.pts}`, ANNA);
      else if (dice < 0.35) server.change(1 + Math.floor(chance() * server.messages.length), chance() < 0.5 ? 'edit' : 'delete');
      else if (dice < 0.45) {
        posted += 1;
        take({
          type: 'post',
          post: {
            cid: `cid-${String(posted).padStart(4, '0')}`,
            chat: CHAT,
            body: 'моё',
            entities: [],
            reply: 0,
            silent: false,
            asOrg: false,
          },
        });
      } else if (dice < 0.5) disconnect();
      else if (dice < 0.58) connect();
      else if (dice < 0.63) page();
      else if (dice < 0.68) take({ type: 'read', chat: CHAT, upto: device.state.chats.get(CHAT)?.head.lastSeq ?? 0 });
      else if (dice < 0.75 && timers.length > 0) take({ type: 'timer', key: timers.shift() ?? '' });
      else if (dice < 0.8 && pages.length > 0) take(pages.shift() as Input);
      publish();
      deliver(true);
      if (chance() < 0.5) deliver(true);
    },
    /** The network calms down: reconnect once, then everything under way arrives. */
    settle() {
      disconnect();
      connect();
      page();
      for (let round = 0; round < 300; round += 1) {
        publish();
        while (network.length > 0) deliver(false);
        for (const late of pages.splice(0)) take(late);
        if (timers.length === 0 && network.length === 0) break;
        for (const key of timers.splice(0)) if (!key.startsWith('ack:')) take({ type: 'timer', key });
      }
      // As when the chat is opened afresh: the newest page is there.
      page(0);
      for (const late of pages.splice(0)) take(late);
    },
  };
}

/** mulberry32: the same seed, the same story. */
function chanceOf(seed: number): () => number {
  let a = seed + 0x6d2b79f5;
  return () => {
    a = Math.imul(a ^ (a >>> 15), a | 1);
    a ^= a + Math.imul(a ^ (a >>> 7), a | 61);
    return ((a ^ (a >>> 14)) >>> 0) / 4294967296;
  };
}
