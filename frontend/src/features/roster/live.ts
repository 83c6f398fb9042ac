import { onLive } from '@/lib/live';
import { refreshApplications, refreshClass, refreshClasses, refreshInvitations, refreshLinks, refreshMembers } from './data';

/** Keep what this feature shows in step with the server. */
export function listenToRoster(): () => void {
  return onLive((event) => {
    switch (event.type) {
      case 'organizations.membership_changed':
        refreshMembers(event.org_id);
        refreshLinks();
        return refreshClasses(event.org_id);
      case 'organizations.application_changed':
        refreshLinks();
        return refreshApplications(event.org_id);
      case 'organizations.invitation_changed':
        return refreshInvitations(event.org_id);
      case 'organizations.organization_changed':
        // Verified or suspended: what links let people in, and what may be done, is another now.
        refreshInvitations(event.org_id);
        refreshLinks();
        return refreshMembers(event.org_id);
      case 'roster.class_changed':
      case 'roster.enrolment_changed':
        refreshClass(event.class_id);
        refreshClasses(event.org_id);
        return refreshMembers(event.org_id);
      case 'roster.guardians_changed':
        return refreshMembers(event.org_id);
    }
  });
}
