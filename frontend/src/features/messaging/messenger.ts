import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { cache, Failure } from '@/lib/api';
import { emitLive } from '@/lib/live';
import { type Chat, type Line, type Pending, SignedOut, type State, type Stream, startStream } from '@/lib/stream';
import { emptyState } from '@/lib/stream/state';
import { type ChatView, fetchCards, fetchTicket } from './data';
import { loadDrafts, saveDraftsNow } from './drafts';
import { learnPeople, loadPeople } from './people';

/** The stream of whoever is signed in. */
let open: { userId: number; stream: Stream } | undefined;
const NOBODY = emptyState(0);
const openings = new Set<() => void>();
const endings = new Set<() => void>();

/** Somebody is signed in: keep their chats in step from now on. Saying it again changes nothing. */
export function openMessenger({ userId, socketUrl }: { userId: number; socketUrl: string }): void {
  if (open?.userId === userId) return;
  if (open) void closeMessenger({ forget: false });
  const stream = startStream({
    userId,
    socketUrl,
    ticket: async () => (await fetchTicket().catch(asSignedOut)).ticket,
    async cards(chats) {
      const answer = await fetchCards(chats).catch(asSignedOut);
      learnPeople([...answer.people, ...answer.chats.flatMap(({ peer }) => peer ?? [])]);
      return answer.chats;
    },
    onLive: emitLive,
    onAfresh: () => void cache.invalidateQueries(),
    onSignedOut: () => {
      for (const listener of endings) listener();
    },
  });
  open = { userId, stream };
  void loadPeople(stream.kept);
  void loadDrafts(stream.kept);
  document.addEventListener('visibilitychange', saveDraftsNow);
  for (const listener of openings) listener();
}

/** Signed out; `forget` deletes what this device keeps of the person's chats. */
export async function closeMessenger({ forget }: { forget: boolean }): Promise<void> {
  const closing = open;
  open = undefined;
  for (const listener of openings) listener();
  await closing?.stream.close({ forget });
}

/** Be told when the server says that the session ended. */
export function onSessionEnded(listener: () => void): () => void {
  endings.add(listener);
  return () => endings.delete(listener);
}

/** The open stream; its absence is a bug of the caller. */
export function stream(): Stream {
  if (!open) throw new Error('the messenger is not open');
  return open.stream;
}

export function stateNow(): State {
  return open?.stream.getState() ?? NOBODY;
}

/** A part of the state. `select` gives the same object while nothing in it changed. */
export function useMessenger<T>(select: (state: State) => T): T {
  return useSyncExternalStore(subscribe, () => select(stateNow()));
}

export function useChatState(id: number) {
  return useMessenger(useCallback((state) => state.chats.get(id), [id]));
}

export function cardOf(chat: { card: unknown } | undefined): ChatView | undefined {
  return (chat?.card ?? undefined) as ChatView | undefined;
}

/** All chats: pinned first, then by the newest message, mine that are on their way included. */
export function useChatList() {
  const chats = useMessenger((state) => state.chats);
  const outbox = useMessenger((state) => state.outbox);
  return useMemo(() => {
    const newestPending = new Map([...outbox.values()].map((pending) => [pending.chat, pending]));
    return [...chats.values()]
      .flatMap((chat) => {
        const card = cardOf(chat);
        return card ? [{ chat, card, pending: newestPending.get(chat.id) ?? null }] : [];
      })
      .sort((a, b) => rank(a.card) - rank(b.card) || moment(b) - moment(a) || b.card.id - a.card.id);
  }, [chats, outbox]);
}

export type ListedChat = ReturnType<typeof useChatList>[number];

/** Chats of one organisation, for other pages: what to call them and how much is unread. */
export function useChats(orgId: number): ListedChat[] {
  const all = useChatList();
  return useMemo(() => all.filter(({ card }) => card.org_id === orgId), [all, orgId]);
}

/** How many messages wait, in all organisations or in one; chats on mute wait silently. */
export function useUnread(orgId?: number): number {
  return useMessenger((state) => {
    let unread = 0;
    for (const chat of state.chats.values()) {
      const card = cardOf(chat);
      if (card && !card.muted && (orgId === undefined || card.org_id === orgId)) unread += chat.head.unread || (card.marked_unread ? 1 : 0);
    }
    return unread;
  });
}

/** What time it is at the school, whatever the clock of this device says. */
export function presentMoment(): number {
  return Date.now() + stateNow().skewMs;
}

export function useLine(): Line {
  return useMessenger((state) => state.line);
}

function rank(card: ChatView): number {
  return card.pinned_rank ?? Number.MAX_SAFE_INTEGER;
}

function moment({ chat, pending }: { chat: Chat; pending: Pending | null }): number {
  return pending?.at ?? (chat.head.preview ? Date.parse(chat.head.preview.ts) : 0);
}

function subscribe(listener: () => void): () => void {
  let leave = open?.stream.subscribe(listener) ?? (() => undefined);
  const reopen = () => {
    leave();
    leave = open?.stream.subscribe(listener) ?? (() => undefined);
    listener();
  };
  openings.add(reopen);
  return () => {
    leave();
    openings.delete(reopen);
  };
}

function asSignedOut(reason: unknown): never {
  if (reason instanceof Failure && reason.isSignedOut) throw new SignedOut();
  throw reason;
}
