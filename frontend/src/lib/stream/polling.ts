import { Failure } from '@/lib/api/failure';
import { SignedOut } from './socket';
import type { Twins } from './twins';
import type { ClientFrame, Digest, ServerFrame } from './wire';

export interface PollingPorts {
  twins: Twins;
  heads(): [number, number][];
  onDigest(digest: Digest): void;
  onFrame(frame: ServerFrame): void;
  /** HTTPS gives no answer either. */
  onDown(): void;
  onSignedOut(): void;
  /** Does anybody look? Else news may come later. */
  isWatched(): boolean;
  random?: () => number;
}

export interface Polling {
  /** As over a socket: answers come one after another, in the order asked. */
  say(frame: ClientFrame): void;
  hurry(): void;
  stop(): void;
}

const QUIET_MS = 15_000;
const UNWATCHED_MS = 60_000;
const SLOWER = 1.3;
const ANSWER_WITHIN_MS = 15_000;
const FIRST_BACKOFF_MS = 1_000;
const LONGEST_BACKOFF_MS = 60_000;
/** A server that takes long has much to do: it is left alone for so many times as long. */
const SPARE = 4;

/** Ask over HTTPS what is new, again and again, and say there what a socket would say. */
export function keepPolling(ports: PollingPorts): Polling {
  const random = ports.random ?? Math.random;
  const stopped = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let soonMs = 3_000;
  let pauseMs = 0;
  let failures = 0;
  let busy = false;
  let asking = true;
  const queue: ClientFrame[] = [];
  void work();
  return {
    say(frame) {
      queue.push(frame);
      if (!busy) void work();
    },
    hurry() {
      if (busy || stopped.signal.aborted) return;
      clearTimeout(timer);
      asking = true;
      void work();
    },
    stop() {
      stopped.abort();
      clearTimeout(timer);
    },
  };

  /** One request at a time: an answer that overtakes another would look like a step back. */
  async function work() {
    busy = true;
    try {
      while (!stopped.signal.aborted && (queue.length > 0 || asking)) {
        const frame = queue.shift();
        if (frame) await speak(frame);
        else await ask();
      }
    } catch (reason) {
      stopped.abort();
      if (!(reason instanceof SignedOut)) throw reason;
      ports.onSignedOut();
    } finally {
      busy = false;
    }
  }

  async function speak(frame: ClientFrame) {
    const answers = await inTime((signal) => ports.twins.say(frame, signal));
    if (stopped.signal.aborted) return;
    for (const answer of answers) ports.onFrame(answer);
    if (frame.type !== 'post') return;
    // Who says something waits for an answer.
    pauseMs = soonMs;
    if (failures === 0) askAfter(soonMs);
  }

  async function ask() {
    asking = false;
    const began = performance.now();
    try {
      const digest = await inTime((signal) => ports.twins.digest(ports.heads(), signal));
      if (stopped.signal.aborted) return;
      failures = 0;
      soonMs = digest.poll_ms;
      ports.onDigest(digest);
      const isQuiet = digest.changed.length === 0 && digest.gone.length === 0;
      pauseMs = isQuiet ? Math.min(QUIET_MS, Math.max(soonMs, pauseMs * SLOWER)) : soonMs;
      const least = Math.max(pauseMs, SPARE * (performance.now() - began));
      askAfter(Math.max(least, ports.isWatched() ? 0 : UNWATCHED_MS) * (0.8 + 0.4 * random()));
    } catch (reason) {
      if (stopped.signal.aborted) return;
      if (reason instanceof SignedOut) throw reason;
      ports.onDown();
      const ceiling = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** failures);
      failures += 1;
      askAfter(Math.max(random() * ceiling, retryAfterMs(reason)));
    }
  }

  function askAfter(ms: number) {
    clearTimeout(timer);
    timer = setTimeout(() => {
      asking = true;
      if (!busy) void work();
    }, ms);
  }

  async function inTime<T>(request: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const late = new AbortController();
    const abort = () => late.abort();
    const alarm = setTimeout(abort, ANSWER_WITHIN_MS);
    stopped.signal.addEventListener('abort', abort);
    try {
      return await request(late.signal);
    } finally {
      clearTimeout(alarm);
      stopped.signal.removeEventListener('abort', abort);
    }
  }
}

function retryAfterMs(reason: unknown): number {
  return reason instanceof Failure && reason.status === 429 ? Number(reason.params.retry_after ?? 1) * 1_000 : 0;
}
