import { useMyOrganizations } from '@/features/organizations';

/** What the organisation of a chat is called; empty when there is only one, or it is not mine. */
export function useOrganizationName(org: number): string {
  const organizations = useMyOrganizations();
  const mine = organizations.find(({ id }) => id === org);
  return mine ? mine.short_name || mine.name : '';
}
