import { onLive } from '@/lib/live';
import { refreshMyApplications, refreshMyOrganizations, refreshOrganization } from './data';

/** Keep what this feature shows in step with the server. */
export function listenToOrganizations(): () => void {
  return onLive((event) => {
    switch (event.type) {
      case 'organizations.organization_changed':
      case 'organizations.membership_changed':
        refreshMyOrganizations();
        return refreshOrganization(event.org_id);
      case 'organizations.organization_founded':
        return refreshMyOrganizations();
      case 'organizations.application_changed':
        // Mine, or one that I decide about: both show in a counter or a list.
        refreshMyApplications();
        return refreshMyOrganizations();
    }
  });
}
