import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { type MyApplication, type Role, refreshMyApplications, refreshMyOrganizations } from '@/features/organizations';
import { api, cache, ok, type Schema } from '@/lib/api';

export type Member = Schema<'MemberView'>;
export type MemberFilter = { search: string; role: Role | undefined; classId: number | undefined };

const membersKey = (org: number) => ['roster', 'members', org] as const;

// --- members -------------------------------------------------------------------------------------------------------

export function useMembers(org: number, { search, role, classId }: MemberFilter) {
  return useInfiniteQuery({
    queryKey: [...membersKey(org), { search, role, classId }],
    queryFn: ({ pageParam }) => {
      const query = { search, cursor: pageParam, ...(role && { role }), ...(classId && { class_id: classId }) };
      return ok(api.GET('/api/organizations/{org}/members', { params: { path: { org }, query } }));
    },
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
    // While the next letter is on its way the list stays as it was.
    placeholderData: (before) => before,
  });
}

/** The first few who hold the role, for a block of the home page. */
export function useSomeMembers(org: number, role: Role) {
  return useQuery({
    queryKey: [...membersKey(org), 'some', role],
    queryFn: () => ok(api.GET('/api/organizations/{org}/members', { params: { path: { org }, query: { role } } })),
  });
}

export function useChangeMember(org: number) {
  return useMutation({
    mutationFn: ({ user, changes }: { user: number; changes: Schema<'MemberChanges'> }) =>
      ok(api.PATCH('/api/organizations/{org}/members/{user}', { params: { path: { org, user } }, body: changes })),
    onSuccess: () => refreshMembers(org),
  });
}

export function useRemoveMember(org: number) {
  return useMutation({
    mutationFn: (user: number) => ok(api.DELETE('/api/organizations/{org}/members/{user}', { params: { path: { org, user } } })),
    onSuccess: () => refreshMembers(org),
  });
}

export function refreshMembers(org: number): void {
  void cache.invalidateQueries({ queryKey: membersKey(org) });
}

// --- classes -------------------------------------------------------------------------------------------------------

export type ClassSummary = Schema<'ClassSummary'>;
export type SchoolClass = Schema<'ClassView'>;
export type Standing = 'class_teacher' | 'teacher' | 'pupil';

const classesKey = (org: number) => ['roster', 'classes', org] as const;
const classKey = (id: number) => ['roster', 'class', id] as const;

export function useClasses(org: number) {
  return useQuery({
    queryKey: classesKey(org),
    queryFn: async () => (await ok(api.GET('/api/organizations/{org}/classes', { params: { path: { org } } }))).classes,
  });
}

export function useClass(id: number) {
  return useQuery({ queryKey: classKey(id), queryFn: () => ok(api.GET('/api/classes/{id}', { params: { path: { id } } })) });
}

export function useCreateClass(org: number) {
  return useMutation({
    mutationFn: (made: Schema<'ClassNew'>) => ok(api.POST('/api/organizations/{org}/classes', { params: { path: { org } }, body: made })),
    onSuccess: takeClass,
  });
}

export function useEditClass(id: number) {
  return useMutation({
    mutationFn: (change: Schema<'ClassEdit'>) => ok(api.PATCH('/api/classes/{id}', { params: { path: { id } }, body: change })),
    onSuccess: takeClass,
  });
}

export function useArchiveClass(id: number) {
  return useMutation({ mutationFn: () => ok(api.POST('/api/classes/{id}/archive', { params: { path: { id } } })), onSuccess: takeClass });
}

export function usePutIntoClass(id: number) {
  return useMutation({
    mutationFn: ({ user, standing }: { user: number; standing: Standing }) =>
      ok(api.POST('/api/classes/{id}/people/{user}', { params: { path: { id, user }, query: { standing } } })),
    onSuccess: takeClass,
  });
}

export function useTakeOutOfClass(id: number) {
  return useMutation({
    mutationFn: ({ user, standing }: { user: number; standing: Standing }) =>
      ok(api.DELETE('/api/classes/{id}/people/{user}', { params: { path: { id, user }, query: { standing } } })),
    onSuccess: takeClass,
  });
}

export function useMovePupil(id: number) {
  return useMutation({
    mutationFn: ({ user, to }: { user: number; to: number }) =>
      ok(api.POST('/api/classes/{id}/people/{user}/move', { params: { path: { id, user } }, body: { to_class_id: to } })),
    onSuccess: takeClass,
  });
}

export function useLinkGuardian(id: number) {
  return useMutation({
    mutationFn: (family: Schema<'Family'>) => ok(api.POST('/api/classes/{id}/guardians', { params: { path: { id } }, body: family })),
    onSuccess: takeClass,
  });
}

export function useUnlinkGuardian(id: number) {
  return useMutation({
    mutationFn: (family: Schema<'Family'>) => ok(api.DELETE('/api/classes/{id}/guardians', { params: { path: { id }, query: family } })),
    onSuccess: takeClass,
  });
}

function takeClass(school_class: SchoolClass): void {
  cache.setQueryData(classKey(school_class.id), school_class);
  void cache.invalidateQueries({ queryKey: classesKey(school_class.org_id) });
  refreshMembers(school_class.org_id);
}

export function refreshClasses(org: number): void {
  void cache.invalidateQueries({ queryKey: classesKey(org) });
}

export function refreshClass(id: number): void {
  void cache.invalidateQueries({ queryKey: classKey(id) });
}

// --- invitations ---------------------------------------------------------------------------------------------------

export type Invitation = Schema<'InvitationView'>;
export type PublicInvitation = Schema<'PublicInvitation'>;

const invitationsKey = (org: number) => ['roster', 'invitations', org] as const;
const linkKey = (token: string) => ['roster', 'link', token] as const;

export function useInvitations(org: number) {
  return useInfiniteQuery({
    queryKey: invitationsKey(org),
    queryFn: ({ pageParam }) =>
      ok(api.GET('/api/organizations/{org}/invitations', { params: { path: { org }, query: { cursor: pageParam } } })),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
  });
}

export function useInvitation(org: number, id: number) {
  return useQuery({
    queryKey: [...invitationsKey(org), id],
    queryFn: () => ok(api.GET('/api/organizations/{org}/invitations/{id}', { params: { path: { org, id } } })),
  });
}

export function useInvite(org: number) {
  return useMutation({
    mutationFn: (made: Schema<'InvitationNew'>) =>
      ok(api.POST('/api/organizations/{org}/invitations', { params: { path: { org } }, body: made })),
    onSuccess: () => refreshInvitations(org),
  });
}

export function useRevoke(org: number) {
  return useMutation({
    mutationFn: (id: number) => ok(api.DELETE('/api/organizations/{org}/invitations/{id}', { params: { path: { org, id } } })),
    onSuccess: () => refreshInvitations(org),
  });
}

/** What a link says to whoever follows it: another thing once an application of theirs was made or decided. */
export function useLink(token: string, applications: readonly MyApplication[]) {
  return useQuery({
    queryKey: [...linkKey(token), applications.map(({ id, state }) => `${id} ${state}`)],
    queryFn: () => ok(api.GET('/api/invitations/{token}', { params: { path: { token } } })),
    placeholderData: (before) => before,
  });
}

export function refreshInvitations(org: number): void {
  void cache.invalidateQueries({ queryKey: invitationsKey(org) });
}

export function refreshLinks(): void {
  void cache.invalidateQueries({ queryKey: ['roster', 'link'] });
}

// --- applications --------------------------------------------------------------------------------------------------

export type Application = Schema<'ApplicationView'>;
export type ApplicationState = Application['state'];

const applicationsKey = (org: number) => ['roster', 'applications', org] as const;

export function useApply(token: string) {
  return useMutation({
    mutationFn: (asked: Schema<'ApplicationNew'>) =>
      ok(api.POST('/api/invitations/{token}/applications', { params: { path: { token } }, body: asked })),
    onSuccess: () => {
      refreshMyApplications();
      return cache.invalidateQueries({ queryKey: linkKey(token) });
    },
  });
}

export function useApplications(org: number, { state, search }: { state: ApplicationState; search: string }) {
  return useInfiniteQuery({
    queryKey: [...applicationsKey(org), { state, search }],
    queryFn: ({ pageParam }) =>
      ok(api.GET('/api/organizations/{org}/applications', { params: { path: { org }, query: { state, search, cursor: pageParam } } })),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: (before) => before,
  });
}

export function useEditApplication(org: number) {
  return useMutation({
    mutationFn: ({ id, changes }: { id: number; changes: Schema<'ApplicationChanges'> }) =>
      ok(api.PATCH('/api/organizations/{org}/applications/{id}', { params: { path: { org, id } }, body: changes })),
    onSettled: () => refreshApplications(org),
  });
}

export function useAccept(org: number) {
  return useMutation({
    mutationFn: (id: number) => ok(api.POST('/api/organizations/{org}/applications/{id}/accept', { params: { path: { org, id } } })),
    onSettled: () => refreshApplications(org),
  });
}

export function useAcceptSeveral(org: number) {
  return useMutation({
    mutationFn: (ids: number[]) =>
      ok(api.POST('/api/organizations/{org}/applications/accept', { params: { path: { org } }, body: { ids } })),
    onSettled: () => refreshApplications(org),
  });
}

export function useDecline(org: number) {
  return useMutation({
    mutationFn: ({ id, refusal }: { id: number; refusal: Schema<'Decline'> }) =>
      ok(api.POST('/api/organizations/{org}/applications/{id}/decline', { params: { path: { org, id } }, body: refusal })),
    onSettled: () => refreshApplications(org),
  });
}

export function refreshApplications(org: number): void {
  void cache.invalidateQueries({ queryKey: applicationsKey(org) });
  refreshMyOrganizations();
}
