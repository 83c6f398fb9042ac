import { queryOptions, useMutation, useQuery } from '@tanstack/react-query';
import { api, cache, Failure, ok, type Schema } from '@/lib/api';
import { forgetKept } from '@/lib/kept';
import { leave } from '@/lib/session';
import * as allauth from './allauth';

export type Me = Schema<'Me'>;
export type Installation = Schema<'Installation'>;
export type Session = Schema<'SessionView'>;

export const meKey = ['accounts', 'me'] as const;
export const installationKey = ['platform', 'installation'] as const;
const sessionsKey = ['accounts', 'sessions'] as const;

/** Whoever is signed in; null when nobody is. That somebody is not any more is an error, which everybody hears of. */
export const meQuery = queryOptions({
  queryKey: meKey,
  queryFn: (): Promise<Me | null> =>
    ok(api.GET('/api/me')).catch((error: unknown) => {
      if (error instanceof Failure && error.isSignedOut && !cache.getQueryData(meKey)) return null;
      throw error;
    }),
  staleTime: 5 * 60_000,
});

export const installationQuery = queryOptions({
  queryKey: installationKey,
  queryFn: () => ok(api.GET('/api/installation')),
  staleTime: 60 * 60_000,
});

export function useInstallation(): Installation | undefined {
  return useQuery(installationQuery).data;
}

export function useChangeMe() {
  return useMutation({
    mutationFn: (change: Schema<'MyChanges'>) => ok(api.PATCH('/api/me', { body: change })),
    onSuccess: (me) => cache.setQueryData(meKey, me),
  });
}

export function useSessions() {
  return useQuery({ queryKey: sessionsKey, queryFn: () => ok(api.GET('/api/me/sessions')) });
}

export function useEndSession() {
  return useMutation({
    mutationFn: (id: number) => ok(api.DELETE('/api/me/sessions/{session_id}', { params: { path: { session_id: id } } })),
    onSettled: refreshSessions,
  });
}

export function useEndOtherSessions() {
  return useMutation({ mutationFn: () => ok(api.DELETE('/api/me/sessions')), onSettled: refreshSessions });
}

/** The server has just let somebody in: what was known before belongs to nobody or to another. */
export function startAfresh(): void {
  forgetKept();
  cache.removeQueries({ predicate: ({ queryKey }) => queryKey !== installationKey });
}

let signingOut = false;

/** The person is on the way out by their own wish: that the session ends is no news then. */
export function isSigningOut(): boolean {
  return signingOut;
}

/** End this session and leave nothing of the person behind. */
export async function signOut(): Promise<void> {
  signingOut = true;
  try {
    await allauth.logOut();
    await clearAway();
  } finally {
    signingOut = false;
  }
}

/** Nobody is signed in here any more, whether by their own wish or not. */
export async function clearAway(): Promise<void> {
  // First of all, so that no page of theirs is drawn any more.
  cache.setQueryData(meKey, null);
  await leave();
  startAfresh();
}

export function refreshSessions(): void {
  void cache.invalidateQueries({ queryKey: sessionsKey });
}

export function refreshMe(): void {
  void cache.invalidateQueries({ queryKey: meKey });
}

export function useSentMessages() {
  // Nobody tells of new ones: this page exists for trying Parta out, so it asks.
  return useQuery({ queryKey: ['accounts', 'outbox'], queryFn: () => ok(api.GET('/api/outbox')), refetchInterval: 2000, staleTime: 0 });
}

export function askForCodeByPhone(phone: string) {
  return ok(api.POST('/api/accounts/password-reset/phone', { body: { phone } }));
}

export function setPasswordByPhone(change: { phone: string; code: string; password: string }) {
  return ok(api.POST('/api/accounts/password-reset/phone/confirm', { body: change }));
}

export function becomeOperator(token: string) {
  return ok(api.POST('/api/setup', { body: { token } }));
}
