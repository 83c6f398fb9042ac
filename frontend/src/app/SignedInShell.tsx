import { Outlet, useMatches } from '@tanstack/react-router';
import { WhileSignedIn } from '@/features/accounts';
import { Shell } from '@/ui';
import { usePlaces } from './places';
import { Switcher } from './Switcher';
import { useMessengerOfMe } from './useMessengerOfMe';

/** What stands around every page of somebody who is signed in. */
export function SignedInShell() {
  return (
    <WhileSignedIn>
      <ShellOfMe />
    </WhileSignedIn>
  );
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
