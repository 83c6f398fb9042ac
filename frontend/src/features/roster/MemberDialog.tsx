import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { ROLES, type Role, roleWord } from '@/features/organizations';
import { wordsFor } from '@/lib/errors';
import { Button, confirm, Dialog, Div, Notice, Tags, toast } from '@/ui';
import { type Member, useChangeMember, useRemoveMember } from './data';
import { PeoplePicker } from './PeoplePicker';
import styles from './roster.module.css';
import { Subjects } from './Subjects';
import { useClassChoices } from './useClassChoices';

/** What a member is: roles, and what stands on each of them. */
export function MemberDialog({ org, member, onClose }: { org: number; member: Member; onClose: () => void }) {
  const change = useChangeMember(org);
  const remove = useRemoveMember(org);
  const classes = useClassChoices(org);
  const [roles, setRoles] = useState<Role[]>(member.roles);
  const [subjects, setSubjects] = useState(member.subjects);
  const [teachesIn, setTeachesIn] = useState(() => classIdsOf(member, ['teacher', 'class_teacher']));
  const [learnsIn, setLearnsIn] = useState(() => classIdsOf(member, ['pupil']));
  const [children, setChildren] = useState(member.children);

  function save() {
    const changes = {
      roles,
      ...(roles.includes('teacher') && { subjects, teaches_in: teachesIn.map(Number) }),
      ...(roles.includes('pupil') && { learns_in: learnsIn.map(Number) }),
      ...(roles.includes('parent') && { child_ids: children.map(({ id }) => id) }),
    };
    change.mutate(
      { user: member.user_id, changes },
      {
        onSuccess: () => {
          toast(t({ id: 'member.saved', message: 'Изменено' }));
          onClose();
        },
      },
    );
  }

  async function end() {
    const sure = await confirm({
      title: t({ id: 'member.removeTitle', message: `Удалить из организации: ${member.person.name}?` }),
      text: t({
        id: 'member.removeText',
        message: 'Доступ к чатам организации закроется сразу. Вернуться можно будет по новому приглашению.',
      }),
      action: t({ id: 'member.removeConfirm', message: 'Удалить' }),
      destructive: true,
    });
    if (!sure) return;
    remove.mutate(member.user_id, {
      onSuccess: () => {
        toast(t({ id: 'member.removed', message: 'Больше не участник' }));
        onClose();
      },
    });
  }

  const error = change.error ?? remove.error;
  return (
    <Dialog
      title={member.person.name}
      open
      onClose={onClose}
      footer={
        <>
          {member.may.remove && (
            <Button size="m" mode="tertiary" appearance="negative" loading={remove.isPending} onClick={() => void end()}>
              {t({ id: 'member.remove', message: 'Удалить из организации' })}
            </Button>
          )}
          {member.may.edit && (
            <Button size="m" loading={change.isPending} disabled={roles.length === 0} onClick={save}>
              {t({ id: 'member.save', message: 'Сохранить' })}
            </Button>
          )}
        </>
      }
    >
      {error && (
        <Div>
          <Notice tone="error">{wordsFor(error)}</Notice>
        </Div>
      )}
      <Tags
        label={t({ id: 'member.roles', message: 'Роли' })}
        hint={t({ id: 'member.rolesHint', message: 'Ролей может быть несколько.' })}
        error={roles.length === 0 ? t({ id: 'member.rolesMissing', message: 'Нужна хотя бы одна роль.' }) : undefined}
        choices={ROLES.map((role) => ({ value: role, label: roleWord(role) }))}
        chosen={roles}
        onChange={(chosen) => setRoles(ROLES.filter((role) => chosen.includes(role)))}
      />
      {roles.includes('teacher') && (
        <>
          <Subjects subjects={subjects} onChange={setSubjects} />
          <Tags
            label={t({ id: 'member.teachesIn', message: 'Ведёт уроки в классах' })}
            hint={t({ id: 'member.classTeacherHint', message: 'Классного руководителя назначают на странице класса.' })}
            choices={classes}
            chosen={teachesIn}
            onChange={setTeachesIn}
          />
        </>
      )}
      {roles.includes('pupil') && (
        <Tags label={t({ id: 'member.learnsIn', message: 'Учится в классе' })} choices={classes} chosen={learnsIn} onChange={setLearnsIn} />
      )}
      {roles.includes('parent') && (
        <PeoplePicker
          org={org}
          who="pupil"
          label={t({ id: 'member.children', message: 'Дети' })}
          chosen={children}
          onChange={setChildren}
        />
      )}
      {classes.length === 0 && (
        <div className={styles.notePadded}>
          {t({ id: 'member.noClasses', message: 'Классов ещё нет: создайте их в разделе «Классы».' })}
        </div>
      )}
    </Dialog>
  );
}

function classIdsOf(member: Member, standings: readonly Member['classes'][number]['standing'][]): string[] {
  return [...new Set(member.classes.filter((each) => standings.includes(each.standing)).map(({ id }) => String(id)))];
}
