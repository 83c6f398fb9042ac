import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { DemoNote, meQuery } from '@/features/accounts';
import { kindWord, type MyApplication, MyApplications, roleWord, useMyApplications } from '@/features/organizations';
import { Failure } from '@/lib/api';
import { wordsFor } from '@/lib/errors';
import { paths } from '@/lib/paths';
import {
  Avatar,
  Button,
  Div,
  Form,
  FormItem,
  Input,
  lettersOf,
  Notice,
  Plain,
  Remote,
  SimpleCell,
  Tags,
  Textarea,
  TextSkeleton,
  useLinkTo,
} from '@/ui';
import { type PublicInvitation, useApply, useLink } from './data';
import styles from './roster.module.css';
import { Subjects } from './Subjects';

/** Where an invitation link leads: who invites, and the way in. */
export function JoinPage({ token }: { token: string }) {
  const me = useQuery(meQuery).data ?? undefined;
  const mine = useMyApplications({ enabled: Boolean(me) }).data ?? [];
  const link = useLink(token, mine);
  const missing = link.error instanceof Failure && link.error.status === 404;
  const title = t({ id: 'join.title', message: 'Приглашение' });
  if (missing) {
    return (
      <Plain title={title} foot={<Home />}>
        <Div>
          {t({ id: 'join.unknown', message: 'Такого приглашения нет. Проверьте, целиком ли скопирована ссылка, или попросите новую.' })}
        </Div>
      </Plain>
    );
  }
  return (
    <Plain title={title} foot={<DemoNote />}>
      <Remote query={link} skeleton={<TextSkeleton lines={5} />}>
        {(invitation) => (
          <>
            <WhoInvites invitation={invitation} />
            <WayIn
              token={token}
              invitation={invitation}
              signedIn={Boolean(me)}
              latest={mine.find(({ organization }) => organization.id === invitation.organization.id)}
              settling={link.isPlaceholderData}
            />
          </>
        )}
      </Remote>
    </Plain>
  );
}

function WhoInvites({ invitation: { organization, role, classes } }: { invitation: PublicInvitation }) {
  const as = [roleWord(role), classes.map(({ title }) => title).join(', ')].filter(Boolean).join(' · ');
  return (
    <SimpleCell
      Component="div"
      multiline
      before={<Avatar id={organization.id} letters={lettersOf(organization.short_name || organization.name)} size={56} square />}
      subtitle={kindWord(organization.kind)}
      extraSubtitle={t({ id: 'join.as', message: `Вас приглашают как: ${as}` })}
    >
      {organization.name}
    </SimpleCell>
  );
}

type WayInProps = {
  token: string;
  invitation: PublicInvitation;
  signedIn: boolean;
  /** My last application to this organisation. */
  latest: MyApplication | undefined;
  /** The invitation is being asked for anew, after an application was decided. */
  settling: boolean;
};

function WayIn({ token, invitation, signedIn, latest, settling }: WayInProps) {
  const linkTo = useLinkTo();
  const gotIn = latest?.state === 'accepted' && latest.role === invitation.role && (invitation.member || settling);
  if (latest?.state === 'pending' || gotIn) return <Waiting organizationId={invitation.organization.id} />;
  if (invitation.state !== 'open') {
    return (
      <Div>
        <Notice tone="plain">{closedWords(invitation.state)}</Notice>
        {invitation.member && <EnterButton id={invitation.organization.id} />}
      </Div>
    );
  }
  if (!signedIn) {
    return (
      <div className={styles.dialogBlock}>
        <div className={styles.note}>
          {t({ id: 'join.needProfile', message: 'Чтобы подать заявку, нужен учебный профиль. Потом вы вернётесь сюда.' })}
        </div>
        <Button size="l" stretched {...linkTo(paths.register(paths.join(token)))}>
          {t({ id: 'join.register', message: 'Зарегистрироваться' })}
        </Button>
        <Button size="l" stretched mode="secondary" {...linkTo(paths.login(paths.join(token)))}>
          {t({ id: 'join.login', message: 'У меня есть профиль' })}
        </Button>
      </div>
    );
  }
  return (
    <>
      {invitation.member && (
        <Div>
          <Notice tone="plain">
            {t({ id: 'join.member', message: 'Вы уже участник этой организации. Заявка добавит вам ещё одну роль.' })}
          </Notice>
          <EnterButton id={invitation.organization.id} />
        </Div>
      )}
      {latest?.state === 'declined' && <MyApplications organizationId={invitation.organization.id} />}
      <Apply token={token} invitation={invitation} />
    </>
  );
}

function Apply({ token, invitation: { role, choice } }: { token: string; invitation: PublicInvitation }) {
  const apply = useApply(token);
  const [subjects, setSubjects] = useState<string[]>([]);
  const [classIds, setClassIds] = useState<string[]>([]);
  const [childNames, setChildNames] = useState('');
  const [note, setNote] = useState('');
  const [missing, setMissing] = useState<string>();

  function send() {
    if (role === 'parent' && !childNames.trim())
      return setMissing(t({ id: 'join.childrenMissing', message: 'Напишите, чей вы родитель.' }));
    setMissing(undefined);
    apply.mutate({ subjects, class_ids: classIds.map(Number), child_names: childNames.trim(), note: note.trim() });
  }
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      error={apply.error ? wordsFor(apply.error) : undefined}
      footer={
        <Button type="submit" size="l" stretched loading={apply.isPending}>
          {t({ id: 'join.apply', message: 'Подать заявку' })}
        </Button>
      }
    >
      {role === 'teacher' && <Subjects subjects={subjects} onChange={setSubjects} />}
      {choice.length > 0 && role !== 'administrator' && (
        <Tags
          label={role === 'teacher' ? t({ id: 'join.classes', message: 'Ваши классы' }) : t({ id: 'join.class', message: 'Класс' })}
          choices={choice.map(({ id, title }) => ({ value: String(id), label: title }))}
          chosen={classIds}
          onChange={(chosen) => setClassIds(role === 'pupil' ? chosen.slice(-1) : chosen)}
        />
      )}
      {role === 'parent' && (
        <FormItem
          top={t({ id: 'join.children', message: 'Чей вы родитель' })}
          htmlFor="join-children"
          bottom={missing ?? t({ id: 'join.childrenHint', message: 'Фамилия и имя ребёнка, класс: Соколова Мария, 7А.' })}
          bottomId="join-children-bottom"
          status={missing ? 'error' : 'default'}
        >
          <Input
            id="join-children"
            value={childNames}
            maxLength={200}
            status={missing ? 'error' : 'default'}
            onChange={(event) => setChildNames(event.target.value)}
            slotProps={{ input: { 'aria-describedby': 'join-children-bottom', 'aria-invalid': Boolean(missing) } }}
          />
        </FormItem>
      )}
      <FormItem top={t({ id: 'join.note', message: 'Пояснение, если нужно' })} htmlFor="join-note">
        <Textarea id="join-note" value={note} maxLength={500} rows={2} onChange={(event) => setNote(event.target.value)} />
      </FormItem>
    </Form>
  );
}

/** The application is made: what became of it changes here by itself. */
function Waiting({ organizationId }: { organizationId: number }) {
  const linkTo = useLinkTo();
  return (
    <div aria-live="polite">
      <MyApplications organizationId={organizationId} />
      <Div>
        <Button size="m" mode="secondary" stretched {...linkTo('/')}>
          {t({ id: 'join.toHome', message: 'Перейти в Парту' })}
        </Button>
      </Div>
    </div>
  );
}

function EnterButton({ id }: { id: number }) {
  const linkTo = useLinkTo();
  return (
    <div className={styles.actions}>
      <Button size="m" {...linkTo(paths.home(id))}>
        {t({ id: 'join.enter', message: 'Войти' })}
      </Button>
    </div>
  );
}

function Home() {
  const linkTo = useLinkTo();
  return (
    <Button mode="tertiary" {...linkTo('/')}>
      {t({ id: 'join.home', message: 'На главную' })}
    </Button>
  );
}

function closedWords(state: PublicInvitation['state']): string {
  switch (state) {
    case 'expired':
      return t({ id: 'join.expired', message: 'Срок этой ссылки истёк. Попросите новую.' });
    case 'used_up':
      return t({ id: 'join.usedUp', message: 'По этой ссылке уже подано столько заявок, сколько разрешено. Попросите новую.' });
    case 'revoked':
      return t({ id: 'join.revoked', message: 'Эту ссылку отозвали. Попросите новую.' });
    case 'unverified':
      return t({ id: 'join.unverified', message: 'Организацию ещё не подтвердил оператор платформы. Сохраните ссылку и вернитесь позже.' });
    case 'suspended':
      return t({ id: 'join.suspended', message: 'Работа этой организации приостановлена.' });
    case 'open':
      return '';
  }
}
