import { type ClientFrame, type ServerFrame, SUBPROTOCOL } from './wire';

export interface SocketPorts {
  url: string;
  device: string;
  /** A ticket over HTTP; throws `SignedOut` when nobody is signed in. */
  ticket(): Promise<string>;
  /** What the device knows: epoch, upts and heads for `hello`. */
  knows(): { epoch: string; upts: number; heads: [number, number][]; open: number };
  /** The token of the last welcome, if it is still good. */
  resume: { get(): string; set(token: string): void };
  onFrame(frame: ServerFrame): void;
  onLine(line: 'down' | 'opening'): void;
  /** The server told us when to come back. */
  onSlot?(ms: number): void;
  onSignedOut(): void;
  /** For tests: where the network and chance come from. */
  connect?: (url: string, protocol: string) => WebSocket;
  random?: () => number;
}

export class SignedOut extends Error {}

export interface Connection {
  send(frame: ClientFrame): void;
  /** The line looks dead: open another now. */
  reconnect(): void;
  /** The device woke up or says that it is on line: do not wait out the backoff. */
  hurry(): void;
  /** The device goes to sleep: no line until somebody hurries. */
  rest(): void;
  close(): void;
}

const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 60_000;
/** A connection that broke sooner than this was none: the backoff goes on growing. */
const STABLE_MS = 5_000;
const WELCOME_WITHIN_MS = 15_000;

type Phase =
  | { name: 'waiting'; timer: ReturnType<typeof setTimeout>; ordered: boolean }
  | { name: 'opening' }
  | { name: 'greeting'; socket: WebSocket; timer: ReturnType<typeof setTimeout>; byTicket: boolean }
  | { name: 'live'; socket: WebSocket; since: number }
  | { name: 'resting' }
  | { name: 'closed' };

/** Keep one socket open, for as long as this is not closed. */
export function keepConnected(ports: SocketPorts): Connection {
  const connect = ports.connect ?? ((url, protocol) => new WebSocket(url, protocol));
  const random = ports.random ?? Math.random;
  let phase: Phase = { name: 'closed' };
  let failures = 0;

  /** With `proving`, whatever keeps HTTP from saying that somebody is signed in ends it. */
  async function open({ proving = false } = {}) {
    phase = { name: 'opening' };
    ports.onLine('opening');
    const mine = phase;
    const resume = ports.resume.get();
    let ticket = '';
    try {
      if (!resume) ticket = await ports.ticket();
    } catch (reason) {
      if (phase !== mine) return;
      if (reason instanceof SignedOut || proving) return end();
      return backOff();
    }
    if (phase === mine) greet(resume, ticket);
  }

  function greet(resume: string, ticket: string) {
    let socket: WebSocket;
    try {
      socket = connect(ports.url, SUBPROTOCOL);
    } catch {
      return backOff();
    }
    const timer = setTimeout(() => lose(socket), WELCOME_WITHIN_MS);
    phase = { name: 'greeting', socket, timer, byTicket: ticket !== '' };
    socket.onopen = () => {
      const hello = { type: 'hello', device: ports.device, ...ports.knows(), ...(resume ? { resume } : { ticket }) } as const;
      socket.send(JSON.stringify(hello));
    };
    socket.onmessage = ({ data }) => hear(socket, String(data));
    socket.onclose = ({ code }) => {
      if (code === CLOSE_SESSION_ENDED && isOurs(socket)) return outlive(socket);
      lose(socket);
    };
  }

  function hear(socket: WebSocket, text: string) {
    if (!isOurs(socket)) return;
    const frame = parse(text);
    if (!frame) return lose(socket);
    if (frame.type === 'welcome') {
      if (phase.name === 'greeting') clearTimeout(phase.timer);
      phase = { name: 'live', socket, since: performance.now() };
      ports.resume.set(frame.resume);
    }
    if (frame.type === 'resume') ports.resume.set(frame.token);
    if (frame.type === 'bye') return obey(socket, frame.after_ms, frame.code ?? '');
    ports.onFrame(frame);
  }

  /** The server's slot replaces our own backoff. */
  function obey(socket: WebSocket, afterMs: number, code: string) {
    if (code === 'session_ended') return outlive(socket);
    if (code === 'bad_token') ports.resume.set('');
    drop(socket);
    if (code === '') ports.onSlot?.(afterMs);
    wait(Math.max(afterMs, code === 'bad_token' ? random() * FIRST_BACKOFF_MS : 0), true);
  }

  /**
   * The session of the socket is over, which need not be that of the page: whoever signs in again finds the token of the
   * session before. HTTP knows.
   */
  function outlive(socket: WebSocket) {
    if (phase.name === 'greeting' && phase.byTicket) return end();
    ports.resume.set('');
    drop(socket);
    void open({ proving: true });
  }

  function lose(socket: WebSocket) {
    if (!isOurs(socket)) return;
    if (phase.name === 'live' && performance.now() - phase.since >= STABLE_MS) failures = 0;
    drop(socket);
    backOff();
  }

  function backOff() {
    const ceiling = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** failures);
    failures += 1;
    wait(random() * ceiling, false);
  }

  function wait(ms: number, ordered: boolean) {
    phase = { name: 'waiting', timer: setTimeout(() => void open(), ms), ordered };
    ports.onLine('down');
  }

  function drop(socket: WebSocket) {
    if (phase.name === 'greeting') clearTimeout(phase.timer);
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  function end() {
    close();
    ports.onLine('down');
    ports.onSignedOut();
  }

  function close() {
    leave();
    phase = { name: 'closed' };
  }

  function leave() {
    if (phase.name === 'waiting') clearTimeout(phase.timer);
    if (phase.name === 'greeting' || phase.name === 'live') drop(phase.socket);
  }

  function isOurs(socket: WebSocket): boolean {
    return (phase.name === 'greeting' || phase.name === 'live') && phase.socket === socket;
  }

  void open();
  return {
    send(frame) {
      if (phase.name === 'live') phase.socket.send(JSON.stringify(frame));
    },
    reconnect() {
      if (phase.name === 'live' || phase.name === 'greeting') lose(phase.socket);
    },
    hurry() {
      if (phase.name !== 'resting' && (phase.name !== 'waiting' || phase.ordered)) return;
      leave();
      void open();
    },
    rest() {
      if (phase.name === 'closed' || (phase.name === 'waiting' && phase.ordered)) return;
      leave();
      phase = { name: 'resting' };
      ports.onLine('down');
    },
    close,
  };
}

const CLOSE_SESSION_ENDED = 4001;

function parse(text: string): ServerFrame | undefined {
  try {
    return JSON.parse(text) as ServerFrame;
  } catch {
    return undefined;
  }
}
