import { onLive } from '@/lib/live';
import { refreshMe, refreshSessions } from './data';

/** Keep what this feature shows in step with the server. */
export function listenToAccounts(): () => void {
  return onLive((event) => {
    switch (event.type) {
      case 'accounts.profile_changed':
        return refreshMe();
      case 'accounts.session_ended':
        // Perhaps this very session: asking who I am tells, and a 401 leads to the log-in.
        refreshSessions();
        return refreshMe();
    }
  });
}
