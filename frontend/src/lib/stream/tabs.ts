import type { Input } from './reducer';
import type { State } from './state';

/**
 * Several tabs, one socket. One tab leads: it holds the Web Lock, the socket and the database. What it takes in, it
 * tells the others, and each runs the same pure reducer over it, so that all hold the same state. The others send the
 * leader what their person does. When the leader closes, the lock goes to another one, which has the state already.
 */
export interface Tabs {
  /** As the leader: tell the others what was taken in. */
  tell(input: Input, now: number): void;
  /** As a follower: have the leader take this in. */
  ask(input: Input): void;
  /** Is the leader awake? A sleeping one (a phone freezes hidden tabs) is replaced. */
  check(): void;
  leave(): void;
}

export interface TabsPorts {
  name: string;
  tab: string;
  /** This tab leads from now on; `inherited` is whether it has the state of the leader before it. */
  onLead(inherited: boolean): void;
  onFollow(): void;
  /** As a follower: the whole state, then every input in order. */
  onState(state: State): void;
  onInput(input: Input, now: number): void;
  /** As the leader. */
  onAsked(input: Input): void;
  onTabGone(tab: string): void;
  stateNow(): State;
  locks?: Pick<LockManager, 'request'>;
  channel?: (name: string) => BroadcastChannel;
  /** After so long without a word the leader is taken for asleep. */
  silenceMs?: number;
}

type Word =
  | { kind: 'join'; tab: string }
  | { kind: 'state'; term: number; tab: string; n: number; state: State }
  | { kind: 'input'; term: number; n: number; input: Input; now: number; asked: string }
  | { kind: 'ask'; id: string; input: Input }
  | { kind: 'ping' }
  | { kind: 'pong'; term: number }
  | { kind: 'gone'; tab: string };

const JOIN_EVERY_MS = 400;
const SILENCE_MS = 2_500;

export function joinTabs(ports: TabsPorts): Tabs {
  const locks = ports.locks ?? globalThis.navigator?.locks;
  const openChannel = ports.channel ?? (typeof BroadcastChannel === 'undefined' ? undefined : (name: string) => new BroadcastChannel(name));
  if (!locks || !openChannel) return aloneTab(ports);

  const channel = openChannel(ports.name);
  let role: 'leader' | 'follower' = 'follower';
  let left = false;
  /** Number of the last input told or heard; -1: the state has not come yet. */
  let n = -1;
  /** Of the leader heard last, or one's own: a later one is greater. Who slept through the end of his is not heard. */
  let term = 0;
  let release: () => void = () => undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let joining: ReturnType<typeof setInterval> | undefined;
  /** What this tab asked for and no leader has taken in yet: the next one is asked again. */
  const unheard = new Map<string, Input>();
  let asks = 0;
  /** As the leader: whose wish is being taken in. */
  let answering = '';

  channel.onmessage = ({ data }) => hear(data as Word);
  follow();
  void stand(false);

  function hear(word: Word) {
    if (left) return;
    if (role === 'leader') return hearAsLeader(word);
    if ('term' in word && word.term < term) return;
    switch (word.kind) {
      case 'state':
        if (word.tab !== ports.tab) return;
        heardLeader();
        term = word.term;
        clearInterval(joining);
        n = word.n;
        ports.onState(word.state);
        for (const [id, input] of unheard) say({ kind: 'ask', id, input });
        return;
      case 'input':
        heardLeader();
        if (n < 0) return;
        if (word.term > term) return follow();
        if (word.n <= n) return;
        if (word.n !== n + 1) return follow();
        n = word.n;
        unheard.delete(word.asked);
        ports.onInput(word.input, word.now);
        return;
      case 'pong':
        heardLeader();
        return;
      case 'join':
      case 'ask':
      case 'ping':
      case 'gone':
        return;
    }
  }

  function hearAsLeader(word: Word) {
    switch (word.kind) {
      case 'join':
        say({ kind: 'state', term, tab: word.tab, n, state: ports.stateNow() });
        return;
      case 'ask':
        answering = word.id;
        ports.onAsked(word.input);
        answering = '';
        return;
      case 'ping':
        return say({ kind: 'pong', term });
      case 'gone':
        return ports.onTabGone(word.tab);
      case 'state':
      case 'input':
      case 'pong':
        // We slept, somebody else leads now; the lock, which is gone, will say so, too.
        if (word.term > term) stepDown();
        return;
    }
  }

  function stepDown() {
    role = 'follower';
    ports.onFollow();
    follow();
  }

  /** Wait in line for the lock, or take it from a leader that sleeps. */
  async function stand(steal: boolean) {
    try {
      await locks.request(ports.name, steal ? { steal: true } : {}, () => {
        if (left) return;
        lead();
        return new Promise<void>((resolve) => {
          release = resolve;
        });
      });
    } catch {
      // Stolen: somebody thought that this tab slept.
      if (left) return;
      if (role === 'leader') stepDown();
      void stand(false);
    }
  }

  function lead() {
    const inherited = n >= 0;
    role = 'leader';
    n = Math.max(n, 0);
    term = Math.max(term + 1, Date.now());
    clearInterval(joining);
    heardLeader();
    // Others may be waiting for a sign of life, too.
    say({ kind: 'pong', term });
    ports.onLead(inherited);
    for (const input of unheard.values()) ports.onAsked(input);
    unheard.clear();
  }

  function follow() {
    n = -1;
    clearInterval(joining);
    const join = () => say({ kind: 'join', tab: ports.tab });
    joining = setInterval(join, JOIN_EVERY_MS);
    join();
    expectLeader();
  }

  function expectLeader() {
    if (silence !== undefined) return;
    silence = setTimeout(() => {
      silence = undefined;
      if (role === 'follower' && !left && !isHidden()) void stand(true);
      else if (role === 'follower' && !left && n < 0) expectLeader();
    }, ports.silenceMs ?? SILENCE_MS);
  }

  function heardLeader() {
    clearTimeout(silence);
    silence = undefined;
  }

  function say(word: Word) {
    if (!left) channel.postMessage(word);
  }

  return {
    tell(input, now) {
      n += 1;
      say({ kind: 'input', term, n, input, now, asked: answering });
    },
    ask(input) {
      if (role === 'leader') return ports.onAsked(input);
      asks += 1;
      const id = `${ports.tab}:${asks}`;
      unheard.set(id, input);
      if (n < 0) return;
      say({ kind: 'ask', id, input });
      expectLeader();
    },
    check() {
      if (role !== 'follower') return;
      say({ kind: 'ping' });
      expectLeader();
    },
    leave() {
      if (left) return;
      say({ kind: 'gone', tab: ports.tab });
      left = true;
      clearInterval(joining);
      clearTimeout(silence);
      release();
      channel.close();
    },
  };
}

/** Without Web Locks (plain http) every tab has a socket of its own. */
function aloneTab(ports: TabsPorts): Tabs {
  queueMicrotask(() => ports.onLead(false));
  return { tell: () => undefined, ask: ports.onAsked, check: () => undefined, leave: () => undefined };
}

function isHidden(): boolean {
  return globalThis.document?.visibilityState === 'hidden';
}
