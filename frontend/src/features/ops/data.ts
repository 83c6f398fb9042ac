import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { api, cache, ok, type Schema } from '@/lib/api';

export type Organization = Schema<'OperatorOrganizationView'>;
export type OrganizationState = Organization['state'];

const organizationsKey = ['ops', 'organizations'] as const;

export function useOrganizations({ state, search }: { state: OrganizationState | undefined; search: string }) {
  return useInfiniteQuery({
    queryKey: [...organizationsKey, { state, search }],
    queryFn: ({ pageParam }) =>
      ok(api.GET('/api/operator/organizations', { params: { query: { search, cursor: pageParam, ...(state && { state }) } } })),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: (before) => before,
  });
}

export type Step = 'verify' | 'suspend' | 'restore';

export function useStep() {
  return useMutation({
    mutationFn: ({ org, step }: { org: number; step: Step }) => take(org, step),
    onSettled: refreshOrganizations,
  });
}

function take(org: number, step: Step) {
  const params = { params: { path: { org } } };
  switch (step) {
    case 'verify':
      return ok(api.POST('/api/operator/organizations/{org}/verify', params));
    case 'suspend':
      return ok(api.POST('/api/operator/organizations/{org}/suspend', params));
    case 'restore':
      return ok(api.POST('/api/operator/organizations/{org}/restore', params));
  }
}

export function refreshOrganizations(): void {
  void cache.invalidateQueries({ queryKey: organizationsKey });
}
