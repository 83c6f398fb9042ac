import { t } from '@lingui/core/macro';
import type { ReactNode } from 'react';
import { phoneInWords } from '@/lib/contacts';
import { birthDateOf, momentOf } from '@/lib/dates';
import { wordsFor } from '@/lib/errors';
import { i18n, speak } from '@/lib/i18n';
import { paths } from '@/lib/paths';
import {
  Avatar,
  Button,
  Card,
  CellButton,
  chooseTheme,
  confirm,
  Icon28ComputerOutline,
  Icon28DoorArrowRightOutline,
  Icon28SmartphoneOutline,
  Page,
  Remote,
  RowsSkeleton,
  SegmentedControl,
  SimpleCell,
  toast,
  toastFailure,
  useGo,
  useTheme,
} from '@/ui';
import styles from './accounts.module.css';
import { type Session, signOut, useChangeMe, useEndOtherSessions, useEndSession, useSessions } from './data';
import { useMe } from './me';
import { PasswordForm } from './PasswordForm';
import { ProfileForm } from './ProfileForm';

/** Everything that a person sets for oneself; `memberships` comes from a higher floor. */
export function SettingsPage({ memberships }: { memberships: ReactNode }) {
  const go = useGo();
  return (
    <Page title={t({ id: 'settings.title', message: 'Настройки' })}>
      <WhoIAm />
      <Looks />
      {memberships}
      <ProfileForm />
      <PasswordForm />
      <Sessions />
      <Card flush>
        <CellButton before={<Icon28DoorArrowRightOutline />} onClick={() => void signOutAndGo()} appearance="negative">
          {t({ id: 'settings.signOut', message: 'Выйти' })}
        </CellButton>
      </Card>
    </Page>
  );

  async function signOutAndGo() {
    try {
      await signOut();
      go(paths.login(), { replace: true });
    } catch (error) {
      toastFailure(wordsFor(error));
    }
  }
}

function WhoIAm() {
  const me = useMe();
  const contacts = [me.phone && phoneInWords(me.phone), me.email].filter(Boolean).join(' · ');
  return (
    <Card flush>
      <SimpleCell
        Component="div"
        before={<Avatar id={me.id} letters={me.initials} size={56} />}
        subtitle={contacts}
        extraSubtitle={
          me.birth_date
            ? t({ id: 'settings.born', message: `Дата рождения ${birthDateOf(me.birth_date)} · номер профиля ${me.id}` })
            : undefined
        }
      >
        {me.name}
      </SimpleCell>
    </Card>
  );
}

function Looks() {
  const theme = useTheme();
  const change = useChangeMe();
  return (
    <Card title={t({ id: 'settings.looks', message: 'Вид' })} flush>
      <Setting name={t({ id: 'settings.theme', message: 'Оформление' })}>
        {(label) => (
          <SegmentedControl
            aria-label={label}
            value={theme}
            onChange={(value) => {
              if (value !== 'auto' && value !== 'light' && value !== 'dark') return;
              chooseTheme(value);
              change.mutate({ theme: value });
            }}
            options={[
              { value: 'auto', label: t({ id: 'settings.themeAuto', message: 'Как в системе' }) },
              { value: 'light', label: t({ id: 'settings.themeLight', message: 'Светлое' }) },
              { value: 'dark', label: t({ id: 'settings.themeDark', message: 'Тёмное' }) },
            ]}
          />
        )}
      </Setting>
      <Setting name={t({ id: 'settings.language', message: 'Язык · Language' })}>
        {(label) => (
          <SegmentedControl
            aria-label={label}
            value={i18n.locale}
            onChange={(value) => {
              if (value !== 'ru' && value !== 'en') return;
              void speak(value);
              change.mutate({ language: value });
            }}
            options={[
              { value: 'ru', label: 'Русский' },
              { value: 'en', label: 'English' },
            ]}
          />
        )}
      </Setting>
    </Card>
  );
}

function Setting({ name, children }: { name: string; children: (label: string) => ReactNode }) {
  return (
    <div className={styles.setting}>
      <div className={styles.settingName}>{name}</div>
      {children(name)}
    </div>
  );
}

function Sessions() {
  const sessions = useSessions();
  const endOthers = useEndOtherSessions();
  const others = (sessions.data ?? []).filter(({ current }) => !current);

  async function end() {
    const sure = await confirm({
      title: t({ id: 'sessions.endAllTitle', message: 'Выйти на всех остальных устройствах?' }),
      text: t({ id: 'sessions.endAllText', message: 'Здесь вы останетесь. На остальных нужно будет войти снова.' }),
      action: t({ id: 'sessions.endAllConfirm', message: 'Выйти' }),
      destructive: true,
    });
    if (!sure) return;
    endOthers.mutate(undefined, {
      onSuccess: () => toast(t({ id: 'sessions.endedAll', message: 'Остальные устройства вышли из профиля' })),
      onError: (error) => toastFailure(wordsFor(error)),
    });
  }
  return (
    <Card title={t({ id: 'sessions.title', message: 'Устройства' })} flush>
      <Remote query={sessions} skeleton={<RowsSkeleton rows={2} avatar={28} />}>
        {(list) => (
          <>
            <ul>
              {list.map((session) => (
                <li key={session.id}>
                  <SessionRow session={session} />
                </li>
              ))}
            </ul>
            {others.length > 0 && (
              <CellButton appearance="negative" onClick={() => void end()}>
                {t({ id: 'sessions.endAll', message: 'Выйти на всех остальных' })}
              </CellButton>
            )}
          </>
        )}
      </Remote>
    </Card>
  );
}

function SessionRow({ session }: { session: Session }) {
  const endSession = useEndSession();
  const Icon = session.device.kind === 'phone' || session.device.kind === 'tablet' ? Icon28SmartphoneOutline : Icon28ComputerOutline;
  const name = [session.device.browser, session.device.os].filter(Boolean).join(', ');
  const seen = session.current
    ? t({ id: 'sessions.here', message: 'Это устройство, сейчас' })
    : t({ id: 'sessions.seen', message: `Последний раз ${momentOf(session.last_seen_at)}` });
  return (
    <SimpleCell
      Component="div"
      before={<Icon />}
      subtitle={`${seen} · ${session.ip}`}
      after={
        !session.current && (
          <Button
            mode="secondary"
            appearance="negative"
            loading={endSession.isPending}
            onClick={() => endSession.mutate(session.id, { onError: (error) => toastFailure(wordsFor(error)) })}
          >
            {t({ id: 'sessions.end', message: 'Завершить' })}
          </Button>
        )
      }
    >
      {name || t({ id: 'sessions.unknown', message: 'Неизвестное устройство' })}
    </SimpleCell>
  );
}
