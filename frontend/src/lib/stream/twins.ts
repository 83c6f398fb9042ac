import { api, ok } from '@/lib/api/client';
import { Failure } from '@/lib/api/failure';
import { SignedOut } from './socket';
import type { ClientFrame, Digest, Nack, ServerFrame } from './wire';

/** The socket's verbs over HTTPS, for networks that let no WebSocket through. */
export interface Twins {
  /** What differs from these heads. */
  digest(heads: [number, number][], signal: AbortSignal): Promise<Digest>;
  /** What the socket would have answered; a refusal is a `nack`, and so is no answer at all. */
  say(frame: ClientFrame, signal: AbortSignal): Promise<ServerFrame[]>;
}

const RETRY_MS = 3_000;

export const twins: Twins = {
  digest: (heads, signal) => ok(api.POST('/api/stream/digest', { body: { heads }, signal })).catch(asSignedOut),
  say: (frame, signal) =>
    answerTo(frame, signal)
      .catch(asSignedOut)
      .catch((reason) => {
        if (reason instanceof Failure) return refusals(frame, reason);
        throw reason;
      }),
};

function asSignedOut(reason: unknown): never {
  throw reason instanceof Failure && reason.isSignedOut ? new SignedOut() : reason;
}

async function answerTo(frame: ClientFrame, signal: AbortSignal): Promise<ServerFrame[]> {
  switch (frame.type) {
    case 'post': {
      const { type: _, chat, entities, ...post } = frame;
      const body = { ...post, entities: [...(entities ?? [])] };
      return [await ok(api.POST('/api/chats/{chat}/messages', { params: { path: { chat } }, body, signal }))];
    }
    case 'read':
      await ok(api.POST('/api/chats/{chat}/read', { params: { path: { chat: frame.chat } }, body: { upto: frame.upto }, signal }));
      return [];
    case 'diff':
      return (await ok(api.POST('/api/stream/diff', { body: { reqs: [...frame.reqs] }, signal }))).answers;
    case 'udiff':
      return [(await ok(api.POST('/api/stream/udiff', { body: { from: frame.from }, signal }))).answer];
    default:
      // Typing, presence and what is looked at are worth nothing later.
      return [];
  }
}

function refusals(frame: ClientFrame, failure: Failure): Nack[] {
  // The contract says no more of them than that they are an object.
  const params = failure.params as NonNullable<Nack['params']>;
  const refused = { type: 'nack', code: codeOf(failure), params, retry_ms: retryMs(failure) } as const;
  switch (frame.type) {
    case 'post':
      return [{ ...refused, cid: frame.cid, chat: frame.chat }];
    case 'diff':
      return frame.reqs.map(({ chat }) => ({ ...refused, chat }));
    case 'udiff':
      return [refused];
    default:
      // A read mark is told again until it is confirmed.
      return [];
  }
}

/** HTTP says some things in its own way; the rest has the socket's codes already. */
function codeOf({ code, params, status }: Failure): string {
  if (status === 429) return 'limits.too_many';
  if (code === 'messaging.bad_text') return String(params.rule);
  return status === 0 || status >= 500 ? 'stream.unavailable' : code;
}

function retryMs({ params, status, isPassing }: Failure): number {
  if (typeof params.retry_ms === 'number') return params.retry_ms;
  if (status === 429) return Number(params.retry_after ?? 1) * 1_000;
  return isPassing ? RETRY_MS : 0;
}
