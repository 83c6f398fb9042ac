import { t } from '@lingui/core/macro';
import type { Role } from '@/features/organizations';
import { MemberList } from '@/features/roster';
import { Page } from '@/ui';

/** «Участники». */
export function MembersPage({ org, role }: { org: number; role: Role | undefined }) {
  return (
    <Page title={t({ id: 'members.title', message: 'Участники' })}>
      <MemberList org={org} role={role} />
    </Page>
  );
}
