import { t } from '@lingui/core/macro';
import { dayOf } from '@/lib/dates';
import { wordsFor } from '@/lib/errors';
import { paths } from '@/lib/paths';
import { Avatar, Button, Card, confirm, lettersOf, SimpleCell, toastFailure, useLinkTo } from '@/ui';
import { type MyApplication, useMyApplications, useWithdraw } from './data';
import styles from './organizations.module.css';
import { roleWord } from './words';

/** What became of my applications (to one organisation: of the last one); nothing when there are none. */
export function MyApplications({ organizationId }: { organizationId?: number }) {
  const all = useMyApplications().data ?? [];
  const applications = organizationId ? all.filter(({ organization }) => organization.id === organizationId).slice(0, 1) : all;
  if (applications.length === 0) return null;
  return (
    <Card title={t({ id: 'myApplications.title', message: 'Мои заявки' })} flush>
      <ul aria-live="polite">
        {applications.map((application) => (
          <li key={application.id}>
            <ApplicationRow application={application} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function ApplicationRow({ application }: { application: MyApplication }) {
  const linkTo = useLinkTo();
  const withdraw = useWithdraw();
  const asked = [roleWord(application.role), ...application.classes.map(({ title }) => title), dayOf(application.created_at)];

  async function takeBack() {
    const sure = await confirm({
      title: t({ id: 'myApplications.withdrawTitle', message: 'Отозвать заявку?' }),
      text: t({ id: 'myApplications.withdrawText', message: 'Подать новую можно будет по той же ссылке, пока она действует.' }),
      action: t({ id: 'myApplications.withdrawConfirm', message: 'Отозвать' }),
      destructive: true,
    });
    if (sure) withdraw.mutate(application.id, { onError: (error) => toastFailure(wordsFor(error)) });
  }
  return (
    <SimpleCell
      Component="div"
      multiline
      before={
        <Avatar
          id={application.organization.id}
          letters={lettersOf(application.organization.short_name || application.organization.name)}
          square
        />
      }
      subtitle={asked.join(' · ')}
      extraSubtitle={
        <span
          className={application.state === 'declined' ? styles.declined : application.state === 'accepted' ? styles.accepted : undefined}
        >
          {stateWords(application)}
        </span>
      }
      after={
        application.may.withdraw ? (
          <Button mode="secondary" loading={withdraw.isPending} onClick={() => void takeBack()}>
            {t({ id: 'myApplications.withdraw', message: 'Отозвать' })}
          </Button>
        ) : (
          application.state === 'accepted' && (
            <Button {...linkTo(paths.home(application.organization.id))}>{t({ id: 'myApplications.enter', message: 'Войти' })}</Button>
          )
        )
      }
    >
      {application.organization.name}
    </SimpleCell>
  );
}

function stateWords({ state, decline_reason, decline_text }: MyApplication): string {
  switch (state) {
    case 'pending':
      return t({ id: 'applicationState.pending', message: 'На рассмотрении. Ответ появится здесь сам.' });
    case 'accepted':
      return t({ id: 'applicationState.accepted', message: 'Принята' });
    case 'withdrawn':
      return t({ id: 'applicationState.withdrawn', message: 'Отозвана вами' });
    case 'declined':
      return [reasonForApplicant(decline_reason), decline_text].filter(Boolean).join(' ');
  }
}

function reasonForApplicant(reason: MyApplication['decline_reason']): string {
  switch (reason) {
    case 'foreign':
      return t({ id: 'applicationState.foreign', message: 'Отклонена: вы не относитесь к этой организации.' });
    case 'unidentified':
      return t({
        id: 'applicationState.unidentified',
        message: 'Отклонена: не удалось понять, кто вы. Проверьте имя в профиле и подайте заявку снова.',
      });
    case 'wrong_audience':
      return t({ id: 'applicationState.wrongAudience', message: 'Отклонена: эта ссылка не для вас. Попросите другую.' });
    default:
      return t({ id: 'applicationState.declined', message: 'Отклонена.' });
  }
}
