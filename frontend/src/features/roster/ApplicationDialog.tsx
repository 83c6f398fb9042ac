import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { ROLES, type Role, rolesInWords, roleWord } from '@/features/organizations';
import { birthDateOf, momentOf } from '@/lib/dates';
import { wordsFor } from '@/lib/errors';
import { Button, Dialog, Div, FormItem, NativeSelect, Notice, Radio, Tags, Textarea, toast } from '@/ui';
import { type Application, useAccept, useDecline, useEditApplication } from './data';
import { PeoplePicker } from './PeoplePicker';
import styles from './roster.module.css';
import { Subjects } from './Subjects';
import { useClassChoices } from './useClassChoices';

type Reason = NonNullable<Application['decline_reason']>;

const REASONS: readonly Reason[] = ['foreign', 'unidentified', 'wrong_audience', 'other'];

/** Look at an application, put it right, and decide. */
export function ApplicationDialog({ org, application, onClose }: { org: number; application: Application; onClose: () => void }) {
  const [declining, setDeclining] = useState(false);
  if (declining) return <DeclineDialog org={org} application={application} onBack={() => setDeclining(false)} onClose={onClose} />;
  return <LookDialog org={org} application={application} onDecline={() => setDeclining(true)} onClose={onClose} />;
}

type LookProps = { org: number; application: Application; onDecline: () => void; onClose: () => void };

function LookDialog({ org, application, onDecline, onClose }: LookProps) {
  const edit = useEditApplication(org);
  const accept = useAccept(org);
  const choices = useClassChoices(org);
  const [role, setRole] = useState<Role>(application.role);
  const [classIds, setClassIds] = useState(() => application.classes.map(({ id }) => String(id)));
  const [subjects, setSubjects] = useState(application.subjects);
  const [children, setChildren] = useState(application.children);
  const decides = application.may.decide;

  async function save() {
    await edit.mutateAsync({
      id: application.id,
      changes: {
        role,
        class_ids: classIds.map(Number),
        ...(role === 'teacher' && { subjects }),
        ...(role === 'parent' && { child_ids: children.map(({ id }) => id) }),
      },
    });
  }

  async function letIn() {
    await save();
    await accept.mutateAsync(application.id);
    toast(t({ id: 'application.accepted', message: `${application.person.name}: заявка принята` }));
    onClose();
  }

  const error = edit.error ?? accept.error;
  return (
    <Dialog
      title={application.full_name}
      open
      onClose={onClose}
      footer={
        decides && (
          <>
            <Button size="m" mode="tertiary" appearance="negative" onClick={onDecline}>
              {t({ id: 'application.decline', message: 'Отклонить…' })}
            </Button>
            <Button
              size="m"
              loading={edit.isPending || accept.isPending}
              disabled={role === 'parent' && children.length === 0}
              onClick={() => void letIn().catch(() => undefined)}
            >
              {t({ id: 'application.accept', message: 'Принять' })}
            </Button>
          </>
        )
      }
    >
      <Facts application={application} />
      {error && (
        <Div>
          <Notice tone="error">{wordsFor(error)}</Notice>
        </Div>
      )}
      {decides && (
        <>
          <FormItem top={t({ id: 'application.role', message: 'Принять как' })} htmlFor="application-role">
            <NativeSelect
              id="application-role"
              value={role}
              onChange={(event) => setRole(ROLES.find((each) => each === event.target.value) ?? application.role)}
            >
              {ROLES.map((each) => (
                <option key={each} value={each}>
                  {roleWord(each)}
                </option>
              ))}
            </NativeSelect>
          </FormItem>
          {role === 'teacher' && <Subjects subjects={subjects} onChange={setSubjects} />}
          {role === 'parent' && (
            <PeoplePicker
              org={org}
              who="pupil"
              label={t({ id: 'application.children', message: 'Чей это родитель' })}
              hint={t({
                id: 'application.childrenHint',
                message: 'Без ребёнка родителя принять нельзя. Если ребёнка ещё нет в школе, сначала примите его.',
              })}
              chosen={children}
              onChange={setChildren}
            />
          )}
          {(role === 'teacher' || role === 'pupil') && choices.length > 0 && (
            <Tags
              label={
                role === 'pupil' ? t({ id: 'application.class', message: 'Класс' }) : t({ id: 'application.classes', message: 'Классы' })
              }
              choices={choices}
              chosen={classIds}
              onChange={(chosen) => setClassIds(role === 'pupil' ? chosen.slice(-1) : chosen)}
            />
          )}
        </>
      )}
    </Dialog>
  );
}

function Facts({ application }: { application: Application }) {
  const { birth_date, roles_now, other_organizations, child_names, note, decided_at, decided_by, state } = application;
  return (
    <dl className={styles.facts}>
      <Fact name={t({ id: 'application.asks', message: 'Просится как' })}>
        {[roleWord(application.role), application.subjects.join(', '), application.classes.map(({ title }) => title).join(', ')]
          .filter(Boolean)
          .join(' · ')}
      </Fact>
      {child_names && <Fact name={t({ id: 'application.childNames', message: 'Пишет о детях' })}>{child_names}</Fact>}
      {note && <Fact name={t({ id: 'application.note', message: 'Пояснение' })}>{note}</Fact>}
      {birth_date && <Fact name={t({ id: 'application.born', message: 'Дата рождения' })}>{birthDateOf(birth_date)}</Fact>}
      {roles_now.length > 0 && <Fact name={t({ id: 'application.rolesNow', message: 'Уже здесь' })}>{rolesInWords(roles_now)}</Fact>}
      {other_organizations.length > 0 && (
        <Fact name={t({ id: 'application.elsewhere', message: 'Другие организации' })}>{other_organizations.join(', ')}</Fact>
      )}
      <Fact name={t({ id: 'application.made', message: 'Подана' })}>{momentOf(application.created_at)}</Fact>
      {decided_at && state !== 'pending' && (
        <Fact name={t({ id: 'application.decided', message: 'Решено' })}>
          {[momentOf(decided_at), decided_by?.name].filter(Boolean).join(' · ')}
        </Fact>
      )}
      {state === 'declined' && application.decline_reason && (
        <Fact name={t({ id: 'application.reason', message: 'Причина' })}>
          {[reasonWord(application.decline_reason), application.decline_text].filter(Boolean).join(': ')}
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

type DeclineProps = { org: number; application: Application; onBack: () => void; onClose: () => void };

function DeclineDialog({ org, application, onBack, onClose }: DeclineProps) {
  const decline = useDecline(org);
  const [reason, setReason] = useState<Reason>('unidentified');
  const [text, setText] = useState('');
  const missing = reason === 'other' && !text.trim();

  function refuse() {
    decline.mutate(
      { id: application.id, refusal: { reason, text: text.trim() } },
      {
        onSuccess: () => {
          toast(t({ id: 'decline.done', message: 'Заявка отклонена, причина отправлена' }));
          onClose();
        },
      },
    );
  }
  return (
    <Dialog
      title={t({ id: 'decline.title', message: 'Отклонить заявку' })}
      open
      onClose={onClose}
      footer={
        <>
          <Button size="m" mode="tertiary" onClick={onBack}>
            {t({ id: 'decline.back', message: 'Назад' })}
          </Button>
          <Button size="m" appearance="negative" loading={decline.isPending} disabled={missing} onClick={refuse}>
            {t({ id: 'decline.submit', message: 'Отклонить' })}
          </Button>
        </>
      }
    >
      {decline.error && (
        <Div>
          <Notice tone="error">{wordsFor(decline.error)}</Notice>
        </Div>
      )}
      <fieldset className={styles.reasons}>
        <legend className={styles.notePadded}>{t({ id: 'decline.legend', message: `Причину увидит ${application.person.name}.` })}</legend>
        {REASONS.map((each) => (
          <Radio key={each} name="reason" value={each} checked={reason === each} onChange={() => setReason(each)}>
            {reasonWord(each)}
          </Radio>
        ))}
      </fieldset>
      <FormItem
        top={
          reason === 'other'
            ? t({ id: 'decline.text', message: 'Напишите причину' })
            : t({ id: 'decline.more', message: 'Пояснение, если нужно' })
        }
        htmlFor="decline-text"
      >
        <Textarea id="decline-text" value={text} maxLength={500} rows={2} onChange={(event) => setText(event.target.value)} />
      </FormItem>
    </Dialog>
  );
}

function reasonWord(reason: Reason): string {
  switch (reason) {
    case 'foreign':
      return t({ id: 'declineReason.foreign', message: 'Не относится к организации' });
    case 'unidentified':
      return t({ id: 'declineReason.unidentified', message: 'Не удалось понять, кто это' });
    case 'wrong_audience':
      return t({ id: 'declineReason.wrongAudience', message: 'Ссылка была не для этого человека' });
    case 'other':
      return t({ id: 'declineReason.other', message: 'Другая причина' });
  }
}
