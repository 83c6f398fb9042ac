import { t } from '@lingui/core/macro';
import type { Organization } from '@/features/organizations';
import { paths } from '@/lib/paths';
import { Card, Icon28EducationOutline, Icon28UserAddOutline, SimpleCell, useLinkTo } from '@/ui';

/** What the administrator of an organisation in which nobody else is yet does first; nothing for everybody else. */
export function FirstSteps({ organization: { id, members, may } }: { organization: Organization }) {
  const linkTo = useLinkTo();
  if (!may.create_classes || members.total > 1) return null;
  return (
    <Card title={t({ id: 'firstSteps.title', message: 'С чего начать' })} flush>
      <SimpleCell
        {...linkTo(paths.classes(id))}
        before={<Icon28EducationOutline />}
        chevron="always"
        multiline
        subtitle={t({ id: 'firstSteps.classesText', message: 'У каждого сразу появится общий чат.' })}
      >
        {t({ id: 'firstSteps.classes', message: 'Создайте классы' })}
      </SimpleCell>
      <SimpleCell
        {...linkTo(paths.invitations(id))}
        before={<Icon28UserAddOutline />}
        chevron="always"
        multiline
        subtitle={t({ id: 'firstSteps.peopleText', message: 'Ссылкой или листом с QR-кодом; кого принять, решаете вы.' })}
      >
        {t({ id: 'firstSteps.people', message: 'Пригласите учителей, учащихся и родителей' })}
      </SimpleCell>
    </Card>
  );
}
