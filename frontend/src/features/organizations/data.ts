import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, ok, type Schema } from '@/lib/api';

export type MyOrganization = Schema<'MyOrganization'>;

export const myOrganizationsKey = ['organizations', 'mine'] as const;

export const myOrganizationsQuery = queryOptions({
  queryKey: myOrganizationsKey,
  queryFn: async () => (await ok(api.GET('/api/me/organizations'))).organizations,
});

export function useMyOrganizations(): MyOrganization[] {
  return useQuery(myOrganizationsQuery).data ?? [];
}
