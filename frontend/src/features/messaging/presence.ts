import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { type ChatView, fetchMembers } from './data';
import { stream, useMessenger } from './messenger';
import { learnPeople } from './people';
import { isChannel } from './words';

/** Whose presence is shown of a chat: as many as the server tells of. */
const MOST_WATCHED = 45;

export const membersKey = (chat: number) => ['messaging', 'members', chat] as const;

/** The first page of a chat's members; undefined while unknown or when one may not see them. */
export function useMembers(card: ChatView | undefined) {
  const id = card?.id ?? 0;
  return useQuery({
    queryKey: [...membersKey(id), card?.member_count],
    enabled: card ? card.may.see_members && card.kind !== 'direct' && card.kind !== 'service' : false,
    queryFn: async () => {
      const page = await fetchMembers(id);
      learnPeople(page.members.map(({ person }) => person));
      return page;
    },
    staleTime: 5 * 60_000,
  });
}

/** Tell the stream what this tab shows: typing, receipts and presence come for that. */
export function useLooking(id: number, card: ChatView | undefined): void {
  const known = card !== undefined;
  const small = card !== undefined && !isChannel(card) && card.member_count <= MOST_WATCHED;
  const { data } = useMembers(small ? card : undefined);
  const peer = card?.peer?.id;
  const me = useMessenger((state) => state.me);
  const users = useMemo(
    () =>
      peer
        ? [peer]
        : (data?.members
            .map(({ person }) => person.id)
            .filter((user) => user !== me)
            .slice(0, MOST_WATCHED) ?? []),
    [peer, data, me],
  );
  useEffect(() => {
    const { tab, dispatch } = stream();
    const look = () => dispatch({ type: 'look', tab, look: { chat: id, users, active: document.visibilityState === 'visible' } });
    if (known) look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [id, users, known]);
  useEffect(() => {
    const { tab, dispatch } = stream();
    return () => dispatch({ type: 'look', tab, look: { chat: 0, users: [], active: document.visibilityState === 'visible' } });
  }, []);
}

/** How many of the people of a chat are on line, me included; undefined where that is not told. */
export function useOnline(card: ChatView): number | undefined {
  const { data } = useMembers(card);
  const presence = useMessenger((state) => state.presence);
  const me = useMessenger((state) => state.me);
  if (!data || isChannel(card) || card.member_count > MOST_WATCHED) return undefined;
  return data.members.filter(({ person }) => person.id === me || presence.get(person.id)?.online).length;
}
