import { t } from '@lingui/core/macro';
import type { Role } from '@/features/organizations';
import { MemberList } from '@/features/roster';
import { Page } from '@/ui';
import { WriteButton } from './WriteButton';

/** «Участники». */
export function MembersPage({ org, role }: { org: number; role: Role | undefined }) {
  return (
    <Page title={t({ id: 'members.title', message: 'Участники' })}>
      <MemberList org={org} role={role} besideMember={({ person }) => <WriteButton org={org} person={person} />} />
    </Page>
  );
}
