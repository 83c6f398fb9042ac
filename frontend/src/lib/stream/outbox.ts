import { receive } from './chats';
import { hasLine, type Pending, pendingOf } from './state';
import { chatOf, removePending, send, setPending, type Turn, timer } from './turn';
import type { Ack, Entity, MessageView, Nack } from './wire';

/** A post without an answer for so long: the line is asked whether it lives. */
export const ACK_LATE_MS = 5_000;

export interface NewPost {
  readonly cid: string;
  readonly chat: number;
  readonly body: string;
  readonly entities: readonly Entity[];
  readonly reply: number;
  readonly silent: boolean;
  readonly asOrg: boolean;
}

export function enqueue(turn: Turn, post: NewPost) {
  setPending(turn, { ...post, at: turn.now + turn.state.skewMs, progress: { step: 'queued' } });
  flush(turn, post.chat);
}

/** «Повторить»: the same cid, so that a post which did arrive is not doubled. */
export function postAgain(turn: Turn, cid: string) {
  const pending = turn.state.outbox.get(cid);
  if (pending?.progress.step !== 'failed') return;
  setPending(turn, { ...pending, progress: { step: 'queued' } });
  flush(turn, pending.chat);
}

/** «Удалить»: only what certainly did not arrive. */
export function discard(turn: Turn, cid: string) {
  const pending = turn.state.outbox.get(cid);
  if (pending?.progress.step === 'failed' || pending?.progress.step === 'queued') removePending(turn, cid);
  if (pending) flush(turn, pending.chat);
}

/** Send the next one: one post of a chat is on its way at a time, so that a refused one is not overtaken. */
export function flush(turn: Turn, chat: number) {
  if (!hasLine(turn.state)) return;
  for (const pending of pendingOf(turn.state, chat)) {
    if (pending.progress.step === 'failed' || pending.progress.step === 'committed') continue;
    if (pending.progress.step !== 'queued') return;
    setPending(turn, { ...pending, progress: { step: 'sent', at: turn.now } });
    send(turn, { type: 'post', cid: pending.cid, chat, body: pending.body, ...optionsOf(pending) });
    timer(turn, `ack:${pending.cid}`, ACK_LATE_MS);
    return;
  }
}

export function flushAll(turn: Turn) {
  for (const chat of new Set([...turn.state.outbox.values()].map((pending) => pending.chat))) flush(turn, chat);
}

/** The line is gone: nobody knows what became of the posts on their way, so they are sent again with the same cid. */
export function requeue(turn: Turn) {
  for (const pending of turn.state.outbox.values()) {
    if (pending.progress.step === 'sent' || pending.progress.step === 'waiting')
      setPending(turn, { ...pending, progress: { step: 'queued' } });
  }
}

/** What was acked before a backup was restored may be in it or not; the same cid tells. */
export function requeueCommitted(turn: Turn) {
  for (const pending of turn.state.outbox.values())
    if (pending.progress.step === 'committed') setPending(turn, { ...pending, progress: { step: 'queued' } });
}

/** For the posting socket the ack is the event of its pts, by the same rule; a `dup` moves nothing. */
export function receiveAck(turn: Turn, ack: Ack) {
  const pending = turn.state.outbox.get(ack.cid);
  if (pending) setPending(turn, { ...pending, progress: { step: 'committed', pts: ack.pts } });
  if (!ack.dup && pending) {
    receive(turn, {
      type: 'ev',
      chat: ack.chat,
      pts: ack.pts,
      n: 1,
      mv: ack.mv ?? 0,
      kind: 'message',
      seq: ack.seq,
      message: messageOf(pending, ack, turn.state.me),
    });
  }
  afterCommit(turn, ack.chat);
  flush(turn, ack.chat);
}

export function receiveNack(turn: Turn, nack: Nack) {
  const pending = nack.cid ? turn.state.outbox.get(nack.cid) : undefined;
  if (!pending) return;
  if (nack.retry_ms) {
    setPending(turn, { ...pending, progress: { step: 'waiting' } });
    timer(turn, `post:${pending.cid}`, nack.retry_ms);
    return;
  }
  setPending(turn, { ...pending, progress: { step: 'failed', code: nack.code, params: nack.params ?? {} } });
  // The right to write may have gone: the card says what is allowed now.
  turn.effects.push({ type: 'fetchCards', chats: [pending.chat], within: 0 });
  flush(turn, pending.chat);
}

export function onRetryTimer(turn: Turn, cid: string) {
  const pending = turn.state.outbox.get(cid);
  if (pending?.progress.step !== 'waiting') return;
  setPending(turn, { ...pending, progress: { step: 'queued' } });
  flush(turn, pending.chat);
}

export function onAckLate(turn: Turn, cid: string) {
  const progress = turn.state.outbox.get(cid)?.progress;
  // The clock of a device may jump, either way.
  if (turn.state.line === 'live' && progress?.step === 'sent' && Math.abs(turn.now - progress.at) >= ACK_LATE_MS)
    turn.effects.push({ type: 'reconnect' });
}

/** Let go of own posts that the chat's messages have reached. */
export function afterCommit(turn: Turn, id: number) {
  const { pts } = chatOf(turn, id);
  for (const { cid, progress } of pendingOf(turn.state, id)) {
    if (progress.step === 'committed' && progress.pts <= pts) removePending(turn, cid);
  }
}

function messageOf(pending: Pending, ack: Ack, me: number): MessageView {
  return {
    seq: ack.seq,
    pts: ack.pts,
    ts: ack.ts,
    kind: 'text',
    sender: pending.asOrg ? 0 : me,
    cid: pending.cid,
    body: pending.body,
    ...(pending.entities.length > 0 && { entities: [...pending.entities] }),
    ...(pending.reply > 0 && { reply_to: pending.reply }),
    ...(pending.silent && { silent: true }),
    ...(pending.asOrg && { as_org: true }),
  };
}

function optionsOf(pending: Pending) {
  return {
    ...(pending.entities.length > 0 && { entities: [...pending.entities] }),
    ...(pending.reply > 0 && { reply: pending.reply }),
    ...(pending.silent && { silent: true }),
  };
}
