import { t } from '@lingui/core/macro';
import { useChats } from '@/features/messaging';
import { OrganizationCard, StateBanner, useOrganization } from '@/features/organizations';
import { type Member, MyClasses, People } from '@/features/roster';
import { paths } from '@/lib/paths';
import { Card, Link, Page, Remote, TextSkeleton, useLinkTo } from '@/ui';
import { ChatsCard } from './ChatsCard';
import { FirstSteps } from './FirstSteps';
import { WriteButton } from './WriteButton';

/** «Главная»: what the organisation is, my classes, chats, people. */
export function HomePage({ org }: { org: number }) {
  const linkTo = useLinkTo();
  const organization = useOrganization(org);
  const chats = useChats(org);
  const write = ({ person }: Member) => <WriteButton org={org} person={person} />;
  return (
    <Page
      title={organization.data?.short_name || organization.data?.name || t({ id: 'home.title', message: 'Главная' })}
      quiet={organization.isSuccess}
    >
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
            <FirstSteps organization={card} />
            <MyClasses org={org} />
            <ChatsCard
              title={t({ id: 'home.chats', message: 'Чаты' })}
              chats={chats}
              shown={5}
              aside={<Link {...linkTo(paths.messages())}>{t({ id: 'home.allChats', message: 'Показать все' })}</Link>}
            />
            <People org={org} who="teacher" title={t({ id: 'home.teachers', message: 'Учителя' })} besideMember={write} />
            <People org={org} who="pupil" title={t({ id: 'home.pupils', message: 'Учащиеся' })} besideMember={write} />
          </>
        )}
      </Remote>
    </Page>
  );
}
