import { useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { type MyOrganization, useMyOrganizations } from '@/features/organizations';
import { lastOrganization, rememberOrganization } from './lastOrganization';

/** The organisation that the navigation shows: the one in the address, else the one that was looked at last. */
export function useCurrentOrganization(): MyOrganization | undefined {
  const params = useParams({ strict: false });
  const mine = useMyOrganizations();
  const wanted = params.org ? Number(params.org) : lastOrganization();
  const current = mine.find(({ id }) => id === wanted) ?? mine[0];
  const currentId = current?.id;
  useEffect(() => {
    if (currentId) rememberOrganization(currentId);
  }, [currentId]);
  return current;
}
