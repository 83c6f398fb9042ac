import { useQuery } from '@tanstack/react-query';
import { Outlet, useMatches } from '@tanstack/react-router';
import { meQuery } from '@/features/accounts';
import { Shell } from '@/ui';
import { usePlaces } from './places';
import { Switcher } from './Switcher';
import { useMessengerOfMe } from './useMessengerOfMe';

/** What stands around every page of somebody who is signed in; nothing in the moment in which they are not any more. */
export function SignedInShell() {
  const me = useQuery(meQuery).data;
  return me ? <ShellOfMe /> : null;
}

function ShellOfMe() {
  const bare = useMatches({ select: (matches) => matches.some(({ staticData }) => staticData.bare === true) });
  const { places, tabs } = usePlaces();
  useMessengerOfMe();
  return (
    <Shell places={places} tabs={tabs} switcher={<Switcher />} bare={bare}>
      <Outlet />
    </Shell>
  );
}
