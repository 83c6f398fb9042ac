import { Outlet, useMatches } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useInstallation, useMe } from '@/features/accounts';
import { openMessenger } from '@/features/messaging';
import { Shell } from '@/ui';
import { usePlaces } from './places';
import { Switcher } from './Switcher';

/** What stands around every page of somebody who is signed in. */
export function SignedInShell() {
  const bare = useMatches({ select: (matches) => matches.some(({ staticData }) => staticData.bare === true) });
  const { places, tabs } = usePlaces();
  useMessengerOfMe();
  return (
    <Shell places={places} tabs={tabs} switcher={<Switcher />} bare={bare}>
      <Outlet />
    </Shell>
  );
}

/** The socket and the chats of whoever is signed in, on whatever page. */
function useMessengerOfMe() {
  const { id } = useMe();
  const socketUrl = useInstallation()?.socket_url;
  useEffect(() => {
    if (socketUrl) openMessenger({ userId: id, socketUrl });
  }, [id, socketUrl]);
}
