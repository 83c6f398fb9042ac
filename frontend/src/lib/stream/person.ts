import { GAP_MS } from './chats';
import { readElsewhere } from './reading';
import { hasLine } from './state';
import { send, type Turn, timer } from './turn';
import type { Frame, UserDiffAnswer, UserEvent } from './wire';

/** The person's own stream: the same rule as a chat's, by upts. */
export function receiveUserEvent(turn: Turn, event: UserEvent) {
  if (event.upts <= turn.state.upts) return;
  if (event.upts > turn.state.upts + 1) {
    if (turn.state.heldUser.length === 0) timer(turn, 'userGap', GAP_MS);
    turn.state = { ...turn.state, heldUser: [...turn.state.heldUser, event].sort((a, b) => a.upts - b.upts) };
    return;
  }
  apply(turn, event);
  setUpts(turn, event.upts);
  releaseHeld(turn);
}

export function receiveUserDiff(turn: Turn, answer: UserDiffAnswer) {
  turn.state = { ...turn.state, askingUser: false };
  for (const event of answer.events) if (event.upts > turn.state.upts) apply(turn, event);
  if (answer.to > turn.state.upts) setUpts(turn, answer.to);
  releaseHeld(turn);
}

/** Too far behind: fetch everything of the person afresh. */
export function receiveUserReset(turn: Turn, reset: Frame<'ureset'>) {
  turn.state = { ...turn.state, askingUser: false, heldUser: [] };
  setUpts(turn, reset.to);
  turn.effects.push({ type: 'fetchCards', chats: 'all', within: 0 }, { type: 'afresh' });
}

/** Ask for what is missing; also how a line that may be dead is asked whether it lives. */
export function askForOwn(turn: Turn) {
  if (!hasLine(turn.state) || turn.state.askingUser) return;
  turn.state = { ...turn.state, askingUser: true };
  send(turn, { type: 'udiff', from: turn.state.upts });
}

export function onUserGapTimer(turn: Turn) {
  if (turn.state.heldUser.length > 0) askForOwn(turn);
}

export function setUpts(turn: Turn, upts: number) {
  turn.state = { ...turn.state, upts };
  turn.touched.meta = true;
}

function releaseHeld(turn: Turn) {
  const held = turn.state.heldUser;
  turn.state = { ...turn.state, heldUser: [] };
  for (const event of held) receiveUserEvent(turn, event);
}

function apply(turn: Turn, event: UserEvent) {
  switch (event.kind) {
    case 'read':
      return readElsewhere(turn, event.chat ?? 0, event.upto ?? 0, event.unread ?? 0);
    case 'chat':
      turn.effects.push({ type: 'fetchCards', chats: [event.chat ?? 0], within: 0 });
      return;
    case 'event':
      if (event.event) turn.effects.push({ type: 'live', event: event.event });
      return;
  }
}
