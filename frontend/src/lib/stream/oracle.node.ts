/**
 * The browser's reducer outside of a browser: for the oracle of rule 13 (backend/streamclient/tests/test_oracle.py).
 *
 * A line in: a device, an input, the time. A line out: what the reducer wants done. Or, asked for `state`, what the
 * device knows. Many devices in one process, each with its own state.
 */
import { createInterface } from 'node:readline';
import { type Input, reduce } from './reducer';
import { emptyState, type State } from './state';

interface Order {
  readonly device: string;
  readonly me?: number;
  readonly input?: Input;
  readonly now?: number;
}

const devices = new Map<string, State>();

createInterface({ input: process.stdin }).on('line', (line) => {
  const { device, me, input, now } = JSON.parse(line) as Order;
  if (me) devices.set(device, emptyState(me));
  const state = devices.get(device);
  if (!state) throw new Error(`no such device: ${device}`);
  if (!input) return answer(known(state));
  const step = reduce(state, input, now ?? 0);
  devices.set(device, step.state);
  // What is saved to the device's database is large, and nobody here has one.
  answer(step.effects.filter(({ type }) => type !== 'save'));
});

function answer(what: unknown) {
  process.stdout.write(`${JSON.stringify(what)}\n`);
}

function known(state: State) {
  return {
    epoch: state.epoch,
    upts: state.upts,
    outbox: Object.fromEntries([...state.outbox].map(([cid, { progress }]) => [cid, progress.step])),
    asking: state.askingUser || state.heldUser.length > 0,
    chats: [...state.chats.values()].map((chat) => ({
      id: chat.id,
      pts: chat.pts,
      head: chat.head,
      floor: chat.floor,
      generation: chat.generation,
      waits: chat.asking || chat.held.length > 0,
      marked_unread: chat.card?.marked_unread ?? false,
      messages: [...chat.messages.values()],
    })),
  };
}
