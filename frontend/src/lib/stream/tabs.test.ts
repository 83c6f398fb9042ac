import { expect, test, vi } from 'vitest';
import { aDeviceInChat, aMessage, anEvent, CHAT } from './make';
import { type Input, reduce } from './reducer';
import { emptyState, type State } from './state';
import { joinTabs, type Tabs } from './tabs';

/** Web Locks of one origin: the first holds, the others stand in line, a thief takes it away. */
function aLockManager() {
  let holder: { drop: (reason?: unknown) => void } | undefined;
  const line: (() => void)[] = [];
  return {
    request(_name: string, options: LockOptions, run: () => unknown) {
      return new Promise<void>((resolve, reject) => {
        const hold = () => {
          const mine = { drop: reject };
          holder = mine;
          Promise.resolve(run()).then(() => {
            if (holder !== mine) return;
            holder = undefined;
            resolve();
            line.shift()?.();
          });
        };
        if (options.steal) {
          holder?.drop(new DOMException('stolen', 'AbortError'));
          hold();
        } else if (holder) line.push(hold);
        else hold();
      });
    },
  } as unknown as Pick<LockManager, 'request'>;
}

/** What the system does to a tab that it puts to sleep: nothing reaches it, neither words nor the loss of its lock. */
function aSleep() {
  let asleep = false;
  const missed: (() => void)[] = [];
  const later = (run: () => void) => (asleep ? void missed.push(run) : run());
  return {
    begin() {
      asleep = true;
    },
    end() {
      asleep = false;
      for (const run of missed.splice(0)) run();
    },
    onChannel(name: string) {
      const channel = new BroadcastChannel(name);
      return {
        set onmessage(hear: (event: MessageEvent) => void) {
          channel.onmessage = (event) => later(() => hear(event));
        },
        postMessage: (word: unknown) => channel.postMessage(word),
        close: () => channel.close(),
      } as BroadcastChannel;
    },
    through: (locks: Pick<LockManager, 'request'>) =>
      ({
        request: (name: string, options: LockOptions, run: () => Promise<void>) =>
          new Promise<void>((resolve, reject) => {
            locks.request(name, options, run).then(
              () => later(resolve),
              (reason) => later(() => reject(reason)),
            );
          }),
      }) as Pick<LockManager, 'request'>,
  };
}

let origins = 0;

function anOrigin() {
  origins += 1;
  const name = `tabs-${origins}`;
  const locks = aLockManager();
  return (tab: string, { asleep = false, sleep = aSleep() } = {}) => {
    const seen = { role: 'none', inherited: false, gone: [] as string[], state: emptyState(1) as State };
    const lead = (input: Input) => {
      if (asleep) return;
      tabs.tell(input, 0);
      seen.state = reduce(seen.state, input, 0).state;
    };
    const tabs: Tabs = joinTabs({
      name,
      tab,
      locks: sleep.through(locks),
      channel: sleep.onChannel,
      // Long enough for a busy machine: who is awake must not be taken for asleep.
      silenceMs: 1_500,
      onLead(inherited) {
        seen.role = 'leader';
        seen.inherited = inherited;
      },
      onFollow: () => (seen.role = 'follower'),
      onState(state) {
        seen.role = 'follower';
        seen.state = state;
      },
      onInput: (input) => (seen.state = reduce(seen.state, input, 0).state),
      onAsked: lead,
      onTabGone: (gone) => seen.gone.push(gone),
      stateNow: () => seen.state,
    });
    return { tabs, seen, lead };
  };
}

const soon = (check: () => void) => vi.waitFor(check, { timeout: 15_000, interval: 10 });

vi.setConfig({ testTimeout: 30_000 });

test('the first tab leads, the second has its state and everything that comes', async () => {
  const open = anOrigin();
  const first = open('a');
  first.seen.state = aDeviceInChat([aMessage(1)]).state;
  const second = open('b');
  await soon(() => expect(second.seen.role).toBe('follower'));

  first.lead({ type: 'frame', frame: anEvent(2) });

  await soon(() => expect([...(second.seen.state.chats.get(CHAT)?.messages.keys() ?? [])]).toEqual([1, 2]));
  expect(first.seen.role).toBe('leader');
  first.tabs.leave();
  second.tabs.leave();
});

test('what a person does in another tab goes through the leader to all of them', async () => {
  const open = anOrigin();
  const first = open('a');
  first.seen.state = aDeviceInChat([aMessage(1)]).state;
  const second = open('b');
  await soon(() => expect(second.seen.role).toBe('follower'));

  second.tabs.ask({ type: 'post', post: { cid: 'c1', chat: CHAT, body: 'да', entities: [], reply: 0, silent: false, asOrg: false } });

  await soon(() => expect(second.seen.state.outbox.has('c1')).toBe(true));
  expect(first.seen.state.outbox.has('c1')).toBe(true);
  first.tabs.leave();
  second.tabs.leave();
});

test('when the leader closes another one takes over with the state that it has', async () => {
  const open = anOrigin();
  const first = open('a');
  first.seen.state = aDeviceInChat([aMessage(1)]).state;
  const second = open('b');
  await soon(() => expect(second.seen.role).toBe('follower'));

  first.tabs.leave();

  await soon(() => expect(second.seen.role).toBe('leader'));
  expect(second.seen.inherited).toBe(true);
  expect(second.seen.state.chats.has(CHAT)).toBe(true);
  second.tabs.leave();
});

test('a leader that sleeps loses the lead', async () => {
  const open = anOrigin();
  const first = open('a', { asleep: true });
  first.seen.state = aDeviceInChat([aMessage(1)]).state;
  const second = open('b');
  await soon(() => expect(second.seen.role).toBe('follower'));

  second.tabs.ask({ type: 'typed', chat: CHAT });

  await soon(() => expect(second.seen.role).toBe('leader'));
  await soon(() => expect(first.seen.role).toBe('follower'));
  first.tabs.leave();
  second.tabs.leave();
});

test('without Web Locks every tab leads itself', async () => {
  const led = vi.fn();
  joinTabs({
    name: 'alone',
    tab: 'a',
    locks: undefined as never,
    channel: undefined as never,
    onLead: led,
    onFollow: () => undefined,
    onState: () => undefined,
    onInput: () => undefined,
    onAsked: () => undefined,
    onTabGone: () => undefined,
    stateNow: () => emptyState(1),
  });
  if (!globalThis.navigator?.locks) await soon(() => expect(led).toHaveBeenCalledWith(false));
});

test('what was asked of a leader that sleeps is done by the next one', async () => {
  const open = anOrigin();
  const first = open('a', { asleep: true });
  first.seen.state = aDeviceInChat([aMessage(1)]).state;
  const second = open('b');
  await soon(() => expect(second.seen.role).toBe('follower'));

  second.tabs.ask({ type: 'post', post: { cid: 'c1', chat: CHAT, body: 'да', entities: [], reply: 0, silent: false, asOrg: false } });

  await soon(() => expect(second.seen.role).toBe('leader'));
  await soon(() => expect(second.seen.state.outbox.has('c1')).toBe(true));
  first.tabs.leave();
  second.tabs.leave();
});

test('what the leader has taken in is not asked of the next one again', async () => {
  const open = anOrigin();
  const first = open('a');
  first.seen.state = aDeviceInChat([aMessage(1)]).state;
  const second = open('b');
  await soon(() => expect(second.seen.role).toBe('follower'));
  second.tabs.ask({ type: 'post', post: { cid: 'c1', chat: CHAT, body: 'да', entities: [], reply: 0, silent: false, asOrg: false } });
  await soon(() => expect(second.seen.state.outbox.has('c1')).toBe(true));
  first.lead({ type: 'frame', frame: { type: 'nack', cid: 'c1', code: 'rights.denied' } });
  first.lead({ type: 'discard', cid: 'c1' });
  await soon(() => expect(second.seen.state.outbox.has('c1')).toBe(false));

  first.tabs.leave();

  await soon(() => expect(second.seen.role).toBe('leader'));
  expect(second.seen.state.outbox.has('c1')).toBe(false);
  second.tabs.leave();
});

test('a leader that slept through the end of its reign is not heard, and steps down when it wakes', async () => {
  const open = anOrigin();
  const sleep = aSleep();
  const first = open('a', { asleep: true, sleep });
  first.seen.state = aDeviceInChat([aMessage(1)]).state;
  const [second, third] = [open('b'), open('c')];
  await soon(() => expect([second.seen.role, third.seen.role]).toEqual(['follower', 'follower']));
  sleep.begin();
  second.tabs.ask({ type: 'typed', chat: CHAT });
  await soon(() => expect(second.seen.role).toBe('leader'));

  // Awake again, it says what its socket still had for it, before it hears what the others said meanwhile.
  first.tabs.tell({ type: 'line', line: 'down' }, 0);
  first.tabs.tell({ type: 'frame', frame: anEvent(2, { message: aMessage(2, { body: 'из прошлого' }) }) }, 0);
  second.lead({ type: 'frame', frame: anEvent(2, { message: aMessage(2, { body: 'как есть' }) }) });
  await soon(() => expect(third.seen.state.chats.get(CHAT)?.messages.get(2)?.body).toBe('как есть'));
  expect(first.seen.role).toBe('leader');
  sleep.end();

  await soon(() => expect(first.seen.role).toBe('follower'));
  await soon(() => expect(first.seen.state.chats.get(CHAT)?.messages.get(2)?.body).toBe('как есть'));
  expect(third.seen.state.chats.get(CHAT)?.messages.get(2)?.body).toBe('как есть');
  for (const { tabs } of [first, second, third]) tabs.leave();
});
