import { memoryStore, openStore, type Store } from './db';
import { keepInTouch } from './line';
import { type Input, reduce } from './reducer';
import { type Connection, SignedOut } from './socket';
import { emptyState, openChats, type State } from './state';
import { joinTabs, type Tabs } from './tabs';
import type { Effect } from './turn';
import { twins } from './twins';
import { sortAfter, uuid7 } from './uuid7';
import type { Card, ServerEvent } from './wire';

export interface StreamPorts {
  userId: number;
  socketUrl: string;
  ticket(): Promise<string>;
  /** Cards of these chats, or of all of mine; chats that are not mine do not come back. */
  cards(chats: readonly number[] | 'all'): Promise<readonly Card[]>;
  onLive(event: ServerEvent): void;
  /** A backup was restored, or too much was missed: what was fetched over HTTP may be true no longer. */
  onAfresh(): void;
  onSignedOut(): void;
}

/** The person's chats on this device: what is known now, and the one way to change it. */
export interface Stream {
  readonly tab: string;
  getState(): State;
  subscribe(listener: () => void): () => void;
  dispatch(input: Input): void;
  /** Small things of the features that live and go with the cache. */
  readonly kept: Pick<Store, 'get' | 'set'>;
  close(how: { forget: boolean }): Promise<void>;
}

const DEVICE = 'parta.device';
const RESUME_GOOD_MS = 23 * 3_600_000;
const CARDS_RETRY_MS = 3_000;

export function startStream(ports: StreamPorts): Stream {
  const tab = uuid7();
  const listeners = new Set<() => void>();
  let state = emptyState(ports.userId);
  let leads = false;
  /** Grows with every change of the lead: what a former reign still waits for is not for the present one. */
  let reign = 0;
  /** The state is more than empty: read from the device, or told by the leader. */
  let hasState = false;
  const early: Input[] = [];
  let closed = false;
  let store: Store = memoryStore();
  const storeOpened = openStore(ports.userId).then((opened) => {
    store = opened;
  });
  let connection: Connection | undefined;
  let resume = '';
  let blocked = false;
  const timers = new Set<ReturnType<typeof setTimeout>>();

  // --- taking in --------------------------------------------------------------------------------------------------

  function take(input: Input, now: number) {
    const step = reduce(state, input, now);
    state = step.state;
    for (const effect of step.effects) perform(effect);
    if (input.type === 'frame') notifySoon();
    else notify();
  }

  function lead(input: Input) {
    if (closed) return;
    if (!hasState && input.type !== 'loaded') return void early.push(input);
    const now = Date.now();
    tabs.tell(input, now);
    take(input, now);
  }

  function dispatch(input: Input) {
    if (closed) return;
    if (leads) lead(input);
    else tabs.ask(input);
  }

  const tabs: Tabs = joinTabs({
    name: `parta-stream-${ports.userId}`,
    tab,
    stateNow: () => state,
    onLead: (inherited) => void becomeLeader(inherited),
    onFollow() {
      leads = false;
      reign += 1;
      connection?.close();
      connection = undefined;
    },
    onState(whole) {
      state = whole;
      hasState = true;
      sortAfterAll(whole);
      notify();
    },
    onInput: take,
    onAsked: lead,
    onTabGone: (gone) => lead({ type: 'look', tab: gone, look: null }),
  });

  async function becomeLeader(inherited: boolean) {
    reign += 1;
    const mine = reign;
    await storeOpened;
    const saved = inherited ? undefined : await store.load();
    const kept = await store.get<{ token: string; at: number }>('resume');
    blocked = (await store.get<boolean>('blocked')) === true;
    resume = kept && Date.now() - kept.at < RESUME_GOOD_MS ? kept.token : '';
    if (closed || mine !== reign) return;
    leads = true;
    if (saved) lead({ type: 'loaded', saved });
    hasState = true;
    sortAfterAll(state);
    for (const input of early.splice(0)) lead(input);
    connection = keepInTouch({
      url: ports.socketUrl,
      device: deviceId(),
      ticket: ports.ticket,
      knows: () => ({
        epoch: state.epoch,
        upts: state.upts,
        heads: [...state.chats.values()].map((chat): [number, number] => [chat.id, chat.pts]),
        open: [...openChats(state)][0] ?? 0,
      }),
      resume: {
        get: () => resume,
        set(token) {
          resume = token;
          void store.set('resume', { token, at: Date.now() });
        },
      },
      twins,
      heads: () => [...state.chats.values()].map((chat): [number, number] => [chat.id, Math.max(chat.pts, chat.head.pts)]),
      isWatched: () => document.visibilityState === 'visible' || [...state.looks.values()].some((look) => look.active),
      blocked: {
        get: () => blocked,
        set(now) {
          if (now !== blocked) void store.set('blocked', now);
          blocked = now;
        },
      },
      onDigest: (digest) => lead({ type: 'digest', digest }),
      onFrame: (frame) => lead({ type: 'frame', frame }),
      onLine: (line) => lead({ type: 'line', line }),
      onSignedOut: () => lead({ type: 'frame', frame: { type: 'bye', after_ms: 0, code: 'session_ended' } }),
    });
    if (state.cards !== 'there') wantCards('all', 0);
  }

  // --- what a step asks for ---------------------------------------------------------------------------------------

  function perform(effect: Effect) {
    switch (effect.type) {
      case 'live':
        return ports.onLive(effect.event);
      case 'afresh':
        return ports.onAfresh();
      case 'signedOut':
        return ports.onSignedOut();
    }
    if (!leads) return;
    switch (effect.type) {
      case 'send':
        return connection?.send(effect.frame);
      case 'save':
        return void store.save(effect.writes);
      case 'timer':
        return after(effect.ms + Math.random() * effect.spread, () => lead({ type: 'timer', key: effect.key }));
      case 'fetchCards':
        return wantCards(effect.chats, effect.within);
      case 'hydrate':
        return void store
          .messages(effect.chat)
          .then((messages) => lead({ type: 'hydrated', chat: effect.chat, generation: effect.generation, messages }));
      case 'reconnect':
        return connection?.reconnect();
    }
  }

  function after(ms: number, run: () => void) {
    const timer = setTimeout(() => {
      timers.delete(timer);
      if (leads && !closed) run();
    }, ms);
    timers.add(timer);
  }

  // Wishes for cards come in bursts: one request takes them all.
  let wanted: Set<number> | 'all' | undefined;
  let asking = false;

  function wantCards(chats: readonly number[] | 'all', within: number) {
    if (within > 0) return after(Math.random() * within, () => wantCards(chats, 0));
    wanted = chats === 'all' || wanted === 'all' ? 'all' : new Set([...(wanted ?? []), ...chats]);
    if (!asking) void fetchCards();
  }

  async function fetchCards() {
    asking = true;
    await Promise.resolve();
    const chats = wanted instanceof Set ? [...wanted] : 'all';
    wanted = undefined;
    try {
      lead({ type: 'cards', asked: chats, cards: await ports.cards(chats) });
    } catch (reason) {
      if (reason instanceof SignedOut) return ports.onSignedOut();
      lead({ type: 'cardsFailed' });
      after(CARDS_RETRY_MS * (1 + Math.random()), () => wantCards(chats, 0));
    } finally {
      asking = false;
    }
    if (wanted) void fetchCards();
  }

  // --- telling the page -------------------------------------------------------------------------------------------

  let notifying = false;

  function notify() {
    notifying = false;
    for (const listener of listeners) listener();
  }

  /** Frames come in bursts: the page is drawn once for all that came in one of its frames. */
  function notifySoon() {
    if (notifying) return;
    notifying = true;
    const draw = () => notifying && notify();
    if (document.visibilityState === 'visible') requestAnimationFrame(draw);
    else setTimeout(draw, 100);
  }

  // --- waking up --------------------------------------------------------------------------------------------------

  function wake() {
    if (document.visibilityState === 'hidden') return;
    tabs.check();
    if (!leads) return;
    connection?.hurry();
    if (state.line === 'live') probe();
  }

  /** A line that was cut in our sleep does not say so: ask it something, and take another when it is silent. */
  function probe() {
    const asked = connection;
    lead({ type: 'probe' });
    after(5_000, () => {
      if (connection === asked && state.askingUser && state.line === 'live') asked?.reconnect();
    });
  }

  /** A phone stops the page: the server shall know at once that nobody hears, and not write to the dead. */
  const fallAsleep = () => connection?.rest();
  /** What was written and is kept nowhere else is lost with the page. */
  const warn = (event: BeforeUnloadEvent) => {
    if (!store.isKept() && [...state.outbox.values()].some(({ progress }) => progress.step !== 'failed')) event.preventDefault();
  };
  const farewell = () => {
    closed = true;
    connection?.close();
    tabs.leave();
  };
  // Taken out of the back-forward cache: this tab said good-bye when it went in.
  const comeBack = ({ persisted }: PageTransitionEvent) => persisted && location.reload();
  window.addEventListener('online', wake);
  window.addEventListener('pagehide', farewell);
  window.addEventListener('pageshow', comeBack);
  window.addEventListener('beforeunload', warn);
  document.addEventListener('visibilitychange', wake);
  document.addEventListener('freeze', fallAsleep);
  document.addEventListener('resume', wake);

  return {
    tab,
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispatch,
    kept: {
      get: async <T>(key: string) => storeOpened.then(() => store.get<T>(key)),
      set: async (key, value) => storeOpened.then(() => (closed ? undefined : store.set(key, value))),
    },
    async close({ forget }) {
      if (closed) return;
      closed = true;
      window.removeEventListener('online', wake);
      window.removeEventListener('pagehide', farewell);
      window.removeEventListener('pageshow', comeBack);
      window.removeEventListener('beforeunload', warn);
      document.removeEventListener('visibilitychange', wake);
      document.removeEventListener('freeze', fallAsleep);
      document.removeEventListener('resume', wake);
      for (const timer of timers) clearTimeout(timer);
      connection?.close();
      tabs.leave();
      await storeOpened;
      if (forget) await store.destroy();
    },
  };
}

/** New ids sort after those that wait already, though the clock may have been set back since. */
function sortAfterAll({ outbox }: State) {
  for (const cid of outbox.keys()) sortAfter(cid);
}

function deviceId(): string {
  const made = uuid7();
  try {
    const known = localStorage.getItem(DEVICE);
    if (!known) localStorage.setItem(DEVICE, made);
    return known ?? made;
  } catch {
    // A browser that keeps nothing is another device each time.
    return made;
  }
}
