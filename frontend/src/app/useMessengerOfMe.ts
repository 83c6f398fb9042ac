import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { meQuery, useInstallation } from '@/features/accounts';
import { openMessenger } from '@/features/messaging';

/** The socket and the chats of whoever is signed in, on whatever page; of nobody on a page that is open to strangers. */
export function useMessengerOfMe(): void {
  const userId = useQuery(meQuery).data?.id;
  const socketUrl = useInstallation()?.socket_url;
  useEffect(() => {
    if (userId && socketUrl) openMessenger({ userId, socketUrl });
  }, [userId, socketUrl]);
}
