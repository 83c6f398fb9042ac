import { plural, t } from '@lingui/core/macro';
import { useState } from 'react';
import { ROLES, type Role, roleWord, useOrganization } from '@/features/organizations';
import { wordsFor } from '@/lib/errors';
import { Button, Dialog, Div, FormItem, NativeSelect, Notice, Tags } from '@/ui';
import { type Invitation, useInvite } from './data';
import { LinkAndQr } from './LinkAndQr';
import { useClassChoices } from './useClassChoices';

const HOURS = [24, 72, 7 * 24, 30 * 24, 365 * 24];
const USES = [1, 10, 40, 200, 1000];

/** Make an invitation link, and show it at once. */
export function InviteDialog({ org, classId, onClose }: { org: number; classId?: number; onClose: () => void }) {
  const invite = useInvite(org);
  const organization = useOrganization(org).data;
  const classes = useClassChoices(org);
  const [role, setRole] = useState<Role>('pupil');
  const [classIds, setClassIds] = useState(classId ? [String(classId)] : []);
  const [hours, setHours] = useState(7 * 24);
  const [uses, setUses] = useState(40);
  const administers = organization?.my_roles.includes('administrator') ?? false;
  // A class teacher invites pupils and parents only; the server holds to it, the form does not offer more.
  const roles = administers ? ROLES : ROLES.filter((each) => each === 'pupil' || each === 'parent');
  const waits = organization?.state === 'unverified' && (role === 'pupil' || role === 'parent');

  if (invite.data) return <Made org={org} invitation={invite.data} onClose={onClose} />;
  return (
    <Dialog
      title={t({ id: 'invite.title', message: 'Приглашение по ссылке' })}
      open
      onClose={onClose}
      footer={
        <Button
          size="m"
          loading={invite.isPending}
          onClick={() =>
            invite.mutate({ role, class_ids: role === 'administrator' ? [] : classIds.map(Number), lifetime_hours: hours, max_uses: uses })
          }
        >
          {t({ id: 'invite.create', message: 'Создать ссылку' })}
        </Button>
      }
    >
      {invite.error && (
        <Div>
          <Notice tone="error">{wordsFor(invite.error)}</Notice>
        </Div>
      )}
      <FormItem top={t({ id: 'invite.role', message: 'Кого приглашаете' })} htmlFor="invite-role">
        <NativeSelect
          id="invite-role"
          value={role}
          onChange={(event) => setRole(ROLES.find((each) => each === event.target.value) ?? 'pupil')}
        >
          {roles.map((each) => (
            <option key={each} value={each}>
              {roleWord(each)}
            </option>
          ))}
        </NativeSelect>
      </FormItem>
      {waits && (
        <Div>
          <Notice tone="plain">
            {t({ id: 'invite.unverified', message: 'Ссылка заработает, когда оператор платформы подтвердит организацию.' })}
          </Notice>
        </Div>
      )}
      {role !== 'administrator' && classes.length > 0 && (
        <Tags
          label={role === 'pupil' ? t({ id: 'invite.class', message: 'Класс' }) : t({ id: 'invite.classes', message: 'Классы' })}
          hint={
            administers
              ? t({ id: 'invite.classesHint', message: 'Если не выбрать, человек назовёт класс сам.' })
              : t({ id: 'invite.ownClasses', message: 'Классный руководитель приглашает в свой класс.' })
          }
          choices={classes}
          chosen={classIds}
          onChange={(chosen) => setClassIds(role === 'pupil' ? chosen.slice(-1) : chosen)}
        />
      )}
      <FormItem top={t({ id: 'invite.lifetime', message: 'Действует' })} htmlFor="invite-hours">
        <NativeSelect id="invite-hours" value={hours} onChange={(event) => setHours(Number(event.target.value))}>
          {HOURS.map((each) => (
            <option key={each} value={each}>
              {lifetimeWord(each)}
            </option>
          ))}
        </NativeSelect>
      </FormItem>
      <FormItem
        top={t({ id: 'invite.uses', message: 'Сколько человек могут подать заявку' })}
        htmlFor="invite-uses"
        bottom={t({ id: 'invite.usesHint', message: 'Ссылка ведёт только к заявке: без вашего решения никто не войдёт.' })}
      >
        <NativeSelect id="invite-uses" value={uses} onChange={(event) => setUses(Number(event.target.value))}>
          {USES.map((each) => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
        </NativeSelect>
      </FormItem>
    </Dialog>
  );
}

function Made({ org, invitation, onClose }: { org: number; invitation: Invitation; onClose: () => void }) {
  return (
    <Dialog title={t({ id: 'invite.made', message: 'Ссылка готова' })} open onClose={onClose}>
      <LinkAndQr org={org} invitation={invitation} />
    </Dialog>
  );
}

function lifetimeWord(hours: number): string {
  const days = hours / 24;
  if (days === 365) return t({ id: 'invite.year', message: 'Год' });
  return t({ id: 'invite.days', message: `${plural(days, { one: '# день', few: '# дня', many: '# дней', other: '# дня' })}` });
}
