import { queryOptions, useMutation, useQuery } from '@tanstack/react-query';
import { api, cache, ok, type Schema } from '@/lib/api';

export type Me = Schema<'Me'>;
export type Installation = Schema<'Installation'>;

export const meKey = ['accounts', 'me'] as const;
export const installationKey = ['platform', 'installation'] as const;
const sessionsKey = ['accounts', 'sessions'] as const;

export const meQuery = queryOptions({ queryKey: meKey, queryFn: () => ok(api.GET('/api/me')), staleTime: 5 * 60_000 });

export const installationQuery = queryOptions({
  queryKey: installationKey,
  queryFn: () => ok(api.GET('/api/installation')),
  staleTime: 60 * 60_000,
});

/** Whoever is signed in; only on pages behind the log-in, where somebody always is. */
export function useMe(): Me {
  const { data } = useQuery(meQuery);
  if (!data) throw new Error('useMe on a page that is open to strangers');
  return data;
}

export function useInstallation(): Installation | undefined {
  return useQuery(installationQuery).data;
}

export function useChangeMe() {
  return useMutation({
    mutationFn: (change: Schema<'MePatch'>) => ok(api.PATCH('/api/me', { body: change })),
    onSuccess: (me) => cache.setQueryData(meKey, me),
  });
}

export function useSessions() {
  return useQuery({ queryKey: sessionsKey, queryFn: () => ok(api.GET('/api/me/sessions')) });
}

export function useEndSession() {
  return useMutation({
    mutationFn: (id: number) => ok(api.DELETE('/api/me/sessions/{id}', { params: { path: { id } } })),
    onSettled: refreshSessions,
  });
}

export function useEndOtherSessions() {
  return useMutation({ mutationFn: () => ok(api.DELETE('/api/me/sessions')), onSettled: refreshSessions });
}

export function refreshSessions(): void {
  void cache.invalidateQueries({ queryKey: sessionsKey });
}

export function refreshMe(): void {
  void cache.invalidateQueries({ queryKey: meKey });
}
