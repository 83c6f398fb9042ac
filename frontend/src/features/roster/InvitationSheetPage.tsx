import { t } from '@lingui/core/macro';
import { useOrganization } from '@/features/organizations';
import { dayOf } from '@/lib/dates';
import { paths } from '@/lib/paths';
import { Button, Icon28PrinterOutline, Remote, TextSkeleton, useLinkTo, useTitle } from '@/ui';
import { useInvitation } from './data';
import Qr from './Qr';
import styles from './sheet.module.css';

/** An A4 sheet to hang in the class room: whom it calls, the code, what to do, step by step. */
export function InvitationSheetPage({ org, invitation: id }: { org: number; invitation: number }) {
  const linkTo = useLinkTo();
  const organization = useOrganization(org).data;
  const invitation = useInvitation(org, id);
  const title = t({ id: 'sheet.title', message: 'Лист с приглашением' });
  useTitle(title);
  return (
    <main className={styles.desk}>
      <div className={styles.tools}>
        <Button size="m" mode="secondary" {...linkTo(paths.invitations(org))}>
          {t({ id: 'sheet.back', message: 'Назад' })}
        </Button>
        <Button size="m" before={<Icon28PrinterOutline width={20} height={20} />} onClick={() => print()}>
          {t({ id: 'sheet.print', message: 'Напечатать' })}
        </Button>
      </div>
      <Remote query={invitation} skeleton={<TextSkeleton lines={6} />}>
        {({ classes, role, url, expires_at }) => (
          <article className={styles.sheet}>
            <div className={styles.school}>{organization?.name}</div>
            <h1 className={styles.whom}>{classes.map((each) => each.title).join(', ') || organization?.short_name}</h1>
            <div className={styles.role}>{callOf(role)}</div>
            <Qr text={url} size={300} label={t({ id: 'sheet.qr', message: 'QR-код приглашения' })} />
            <ol className={styles.steps}>
              <li>{t({ id: 'sheet.step1', message: 'Наведите камеру телефона на этот код и откройте ссылку.' })}</li>
              <li>
                {t({
                  id: 'sheet.step2',
                  message: 'Зарегистрируйтесь: номер телефона или почта, фамилия, имя и пароль. Уже есть профиль — просто войдите.',
                })}
              </li>
              <li>{t({ id: 'sheet.step3', message: 'Нажмите «Подать заявку». Когда её примут, вы попадёте в чаты класса.' })}</li>
            </ol>
            <div className={styles.address}>{url}</div>
            <div className={styles.until}>{t({ id: 'sheet.until', message: `Ссылка действует до ${dayOf(expires_at)}.` })}</div>
          </article>
        )}
      </Remote>
    </main>
  );
}

function callOf(role: string): string {
  switch (role) {
    case 'pupil':
      return t({ id: 'sheet.pupils', message: 'Приглашение для учащихся' });
    case 'parent':
      return t({ id: 'sheet.parents', message: 'Приглашение для родителей' });
    case 'teacher':
      return t({ id: 'sheet.teachers', message: 'Приглашение для учителей' });
    default:
      return t({ id: 'sheet.administrators', message: 'Приглашение для администраторов' });
  }
}
