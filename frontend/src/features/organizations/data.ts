import { queryOptions, skipToken, useMutation, useQuery } from '@tanstack/react-query';
import { api, cache, ok, type Schema } from '@/lib/api';

export type MyOrganization = Schema<'MyOrganization'>;
export type Organization = Schema<'OrganizationView'>;
export type MyApplication = Schema<'MyApplicationView'>;

export const myOrganizationsKey = ['organizations', 'mine'] as const;
const myApplicationsKey = ['organizations', 'my-applications'] as const;
export const organizationKey = (org: number) => ['organizations', 'card', org] as const;

export const myOrganizationsQuery = queryOptions({
  queryKey: myOrganizationsKey,
  queryFn: async () => (await ok(api.GET('/api/me/organizations'))).organizations,
});

export function useMyOrganizations(): MyOrganization[] {
  return useQuery(myOrganizationsQuery).data ?? [];
}

export function useOrganization(org: number | undefined) {
  return useQuery({
    queryKey: organizationKey(org ?? 0),
    queryFn: org ? () => ok(api.GET('/api/organizations/{org}', { params: { path: { org } } })) : skipToken,
  });
}

export function useEditOrganization(org: number) {
  return useMutation({
    mutationFn: (change: Schema<'OrganizationChanges'>) =>
      ok(api.PATCH('/api/organizations/{org}', { params: { path: { org } }, body: change })),
    onSuccess: (card) => {
      cache.setQueryData(organizationKey(org), card);
      refreshMyOrganizations();
    },
  });
}

export function useFound() {
  return useMutation({
    mutationFn: (founded: Schema<'OrganizationNew'>) => ok(api.POST('/api/organizations', { body: founded })),
    onSuccess: () => cache.invalidateQueries({ queryKey: myOrganizationsKey }),
  });
}

export function useRegions() {
  return useQuery({
    queryKey: ['organizations', 'regions'],
    queryFn: () => ok(api.GET('/api/regions')),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** My applications, the newest first. While one waits they are asked for now and then, should the live line be cut. */
export function useMyApplications({ enabled = true }: { enabled?: boolean } = {}) {
  return useQuery({
    queryKey: myApplicationsKey,
    queryFn: async () => (await ok(api.GET('/api/me/applications'))).applications,
    enabled,
    refetchInterval: ({ state }) => (state.data?.some((application) => application.state === 'pending') ? 15_000 : false),
  });
}

export function useWithdraw() {
  return useMutation({
    mutationFn: (id: number) => ok(api.DELETE('/api/me/applications/{id}', { params: { path: { id } } })),
    onSettled: refreshMyApplications,
  });
}

export function refreshMyOrganizations(): void {
  void cache.invalidateQueries({ queryKey: myOrganizationsKey });
}

export function refreshMyApplications(): void {
  void cache.invalidateQueries({ queryKey: myApplicationsKey });
}

export function refreshOrganization(org: number): void {
  void cache.invalidateQueries({ queryKey: organizationKey(org) });
}

export function useLeave() {
  return useMutation({
    mutationFn: (org: number) => ok(api.POST('/api/organizations/{org}/leave', { params: { path: { org } } })),
    onSettled: () => cache.invalidateQueries({ queryKey: myOrganizationsKey }),
  });
}
