import { t } from '@lingui/core/macro';
import { DemoNote, useMe } from '@/features/accounts';
import { MyApplications, useMyOrganizations } from '@/features/organizations';
import { EnterByLink } from '@/features/roster';
import { isAdult } from '@/lib/dates';
import { paths } from '@/lib/paths';
import { Card, Icon28AddOutline, Page, SimpleCell, useLinkTo } from '@/ui';

/** The next step of somebody who is in no organisation yet, or wants into another. */
export function WelcomePage() {
  const me = useMe();
  const alone = useMyOrganizations().length === 0;
  return (
    <Page
      title={
        alone
          ? t({ id: 'welcome.greeting', message: `Здравствуйте, ${me.given_name}!` })
          : t({ id: 'welcome.title', message: 'Ещё одна организация' })
      }
    >
      <MyApplications />
      <EnterByLink />
      {isAdult(me.birth_date) && <FoundCard />}
      <DemoNote />
    </Page>
  );
}

/** For adults: nobody else may lead an organisation. */
function FoundCard() {
  const linkTo = useLinkTo();
  return (
    <Card title={t({ id: 'welcome.foundTitle', message: 'Вашей школы здесь ещё нет?' })} flush>
      <SimpleCell
        {...linkTo(paths.found())}
        before={<Icon28AddOutline />}
        chevron="always"
        multiline
        subtitle={t({ id: 'welcome.foundText', message: 'Для руководителей и тех, кому это поручено: вы станете её администратором.' })}
      >
        {t({ id: 'welcome.found', message: 'Основать организацию' })}
      </SimpleCell>
    </Card>
  );
}
