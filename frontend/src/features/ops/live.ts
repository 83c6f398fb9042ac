import { onLive } from '@/lib/live';
import { refreshOrganizations } from './data';

/** Keep what this feature shows in step with the server. */
export function listenToOps(): () => void {
  return onLive((event) => {
    switch (event.type) {
      case 'organizations.organization_changed':
      case 'organizations.organization_founded':
        return refreshOrganizations();
    }
  });
}
