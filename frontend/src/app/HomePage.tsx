import { t } from '@lingui/core/macro';
import { OrganizationCard, StateBanner, useOrganization } from '@/features/organizations';
import { MyClasses, People } from '@/features/roster';
import { Card, Page, Remote, TextSkeleton } from '@/ui';

/** «Главная»: what the organisation is, my classes, chats, people. */
export function HomePage({ org }: { org: number }) {
  const organization = useOrganization(org);
  return (
    <Page title={organization.data?.short_name || organization.data?.name || t({ id: 'home.title', message: 'Главная' })}>
      <Remote
        query={organization}
        skeleton={
          <Card flush>
            <TextSkeleton lines={4} />
          </Card>
        }
      >
        {(card) => (
          <>
            <StateBanner organization={card} />
            <OrganizationCard organization={card} />
            <MyClasses org={org} />
            <People org={org} who="teacher" title={t({ id: 'home.teachers', message: 'Учителя' })} />
            <People org={org} who="pupil" title={t({ id: 'home.pupils', message: 'Учащиеся' })} />
          </>
        )}
      </Remote>
    </Page>
  );
}
