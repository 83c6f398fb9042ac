import { keepPolling, type Polling } from './polling';
import { type Connection, keepConnected, type SocketPorts } from './socket';
import type { Twins } from './twins';
import type { Digest } from './wire';

export interface LinePorts extends Omit<SocketPorts, 'onSlot'> {
  twins: Twins;
  onDigest(digest: Digest): void;
  /** Chats, and up to where what is known of them is true. */
  heads(): [number, number][];
  isWatched(): boolean;
  /** Did this network let no socket through when we were here last? Then nobody waits long to find it out again. */
  blocked: { get(): boolean; set(blocked: boolean): void };
}

/** So long the socket alone is tried: a restart of the server must not send everybody to HTTPS at once. */
const POLL_AFTER_MS = 10_000;
const SPREAD_MS = 5_000;
const POLL_SOON_MS = 1_500;

/** Keep a line to the server: a socket, and for as long as none opens HTTPS. */
export function keepInTouch(ports: LinePorts): Connection {
  const random = ports.random ?? Math.random;
  let polling: Polling | undefined;
  let alarm: ReturnType<typeof setTimeout> | undefined;
  let ended = false;

  const socket = keepConnected({
    ...ports,
    onFrame(frame) {
      if (frame.type === 'welcome') {
        stopPolling();
        ports.blocked.set(false);
      }
      ports.onFrame(frame);
    },
    onLine(line) {
      // While HTTPS answers there is a line, whatever becomes of the socket.
      if (polling) return;
      ports.onLine(line);
      pollAfter(ports.blocked.get() ? POLL_SOON_MS : POLL_AFTER_MS + random() * SPREAD_MS);
    },
    // The server spoke, so the network lets sockets through: its slot comes first.
    onSlot(ms) {
      stopPolling();
      pollAfter(ms + POLL_AFTER_MS + random() * SPREAD_MS);
    },
    onSignedOut: end,
  });

  function pollAfter(ms: number) {
    if (ended) return;
    alarm ??= setTimeout(startPolling, ms);
  }

  function startPolling() {
    polling = keepPolling({
      twins: ports.twins,
      random,
      isWatched: ports.isWatched,
      heads: ports.heads,
      onDigest(digest) {
        ports.blocked.set(true);
        ports.onDigest(digest);
      },
      onFrame: ports.onFrame,
      onDown: () => ports.onLine('down'),
      onSignedOut: end,
    });
  }

  function stopPolling() {
    clearTimeout(alarm);
    alarm = undefined;
    polling?.stop();
    polling = undefined;
  }

  function end() {
    if (ended) return;
    close();
    ports.onLine('down');
    ports.onSignedOut();
  }

  function close() {
    ended = true;
    stopPolling();
    socket.close();
  }

  return {
    send: (frame) => (polling ? polling.say(frame) : socket.send(frame)),
    reconnect: socket.reconnect,
    hurry() {
      socket.hurry();
      polling?.hurry();
    },
    rest() {
      stopPolling();
      socket.rest();
      stopPolling();
    },
    close,
  };
}
