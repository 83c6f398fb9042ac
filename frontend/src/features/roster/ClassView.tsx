import { t } from '@lingui/core/macro';
import { type ReactNode, useState } from 'react';
import type { Schema } from '@/lib/api';
import { wordsFor } from '@/lib/errors';
import { paths } from '@/lib/paths';
import {
  Avatar,
  Button,
  Card,
  confirm,
  Icon16Cancel,
  Icon28EditOutline,
  IconButton,
  Page,
  Remote,
  RowsSkeleton,
  SimpleCell,
  toastFailure,
  useLinkTo,
} from '@/ui';
import { AddPeopleDialog } from './AddPeopleDialog';
import { EditClassDialog } from './ClassDialog';
import { type SchoolClass, type Standing, useClass, useTakeOutOfClass, useUnlinkGuardian } from './data';
import { FamilyDialog } from './FamilyDialog';
import { InviteDialog } from './InviteDialog';
import { MovePupilDialog } from './MovePupilDialog';
import styles from './roster.module.css';

type Person = Schema<'Person'>;
type Opened = { dialog: 'edit' | 'invite' | 'family' } | { dialog: 'add'; as: Standing } | { dialog: 'move'; pupil: Person };

/** A class: its chats, its people, the way into it. */
export function ClassView({ org, id, chats }: { org: number; id: number; chats: ReactNode }) {
  const query = useClass(id);
  const [opened, setOpened] = useState<Opened>();
  const close = () => setOpened(undefined);
  const school_class = query.data;
  const title = school_class?.title ?? t({ id: 'class.title', message: 'Класс' });
  return (
    <Page
      title={title}
      back={paths.classes(org)}
      actions={
        school_class?.may.edit && (
          <IconButton label={t({ id: 'class.edit', message: 'Изменить класс' })} onClick={() => setOpened({ dialog: 'edit' })}>
            <Icon28EditOutline />
          </IconButton>
        )
      }
    >
      <Remote
        query={query}
        skeleton={
          <Card flush>
            <RowsSkeleton />
          </Card>
        }
      >
        {(school_class) => (
          <>
            {school_class.may.invite && <Invite org={org} onInvite={() => setOpened({ dialog: 'invite' })} />}
            {chats}
            <Teachers school_class={school_class} onAdd={(as) => setOpened({ dialog: 'add', as })} />
            <Pupils
              school_class={school_class}
              onAdd={() => setOpened({ dialog: 'add', as: 'pupil' })}
              onMove={(pupil) => setOpened({ dialog: 'move', pupil })}
            />
            <Parents school_class={school_class} onLink={() => setOpened({ dialog: 'family' })} />
            {opened?.dialog === 'edit' && <EditClassDialog school_class={school_class} onClose={close} />}
            {opened?.dialog === 'invite' && <InviteDialog org={org} classId={school_class.id} onClose={close} />}
            {opened?.dialog === 'add' && <AddPeopleDialog school_class={school_class} as={opened.as} onClose={close} />}
            {opened?.dialog === 'move' && <MovePupilDialog school_class={school_class} pupil={opened.pupil} onClose={close} />}
            {opened?.dialog === 'family' && <FamilyDialog school_class={school_class} onClose={close} />}
          </>
        )}
      </Remote>
    </Page>
  );
}

function Invite({ org, onInvite }: { org: number; onInvite: () => void }) {
  const linkTo = useLinkTo();
  return (
    <Card>
      <div className={styles.invite}>
        <span>{t({ id: 'class.inviteText', message: 'Позовите учащихся и родителей ссылкой или листом с QR-кодом.' })}</span>
        <div className={styles.inviteButtons}>
          <Button size="m" onClick={onInvite}>
            {t({ id: 'class.invite', message: 'Пригласить в класс' })}
          </Button>
          <Button size="m" mode="secondary" {...linkTo(paths.invitations(org))}>
            {t({ id: 'class.invitations', message: 'Все ссылки' })}
          </Button>
        </div>
      </div>
    </Card>
  );
}

function Teachers({ school_class, onAdd }: { school_class: SchoolClass; onAdd: (as: Standing) => void }) {
  const { may, teachers } = school_class;
  return (
    <Card title={t({ id: 'class.teachers', message: 'Учителя' })} count={teachers.length} flush>
      {teachers.length === 0 && <div className={styles.notePadded}>{t({ id: 'class.noTeachers', message: 'Учителей пока нет.' })}</div>}
      <ul>
        {teachers.map(({ person, class_teacher, subjects }) => (
          <li key={`${person.id} ${class_teacher}`}>
            <PersonRow
              person={person}
              subtitle={[class_teacher && t({ id: 'class.classTeacher', message: 'классный руководитель' }), ...subjects]
                .filter(Boolean)
                .join(' · ')}
              after={
                may.manage_people &&
                (!class_teacher || may.name_class_teacher) && (
                  <TakeOut school_class={school_class} person={person} as={class_teacher ? 'class_teacher' : 'teacher'} />
                )
              }
            />
          </li>
        ))}
      </ul>
      {may.manage_people && (
        <div className={styles.actions}>
          {may.name_class_teacher && (
            <Button mode="secondary" size="m" onClick={() => onAdd('class_teacher')}>
              {t({ id: 'class.addClassTeacher', message: 'Назначить классного руководителя' })}
            </Button>
          )}
          <Button mode="secondary" size="m" onClick={() => onAdd('teacher')}>
            {t({ id: 'class.addTeacher', message: 'Добавить учителя' })}
          </Button>
        </div>
      )}
    </Card>
  );
}

type PupilsProps = { school_class: SchoolClass; onAdd: () => void; onMove: (pupil: Person) => void };

function Pupils({ school_class, onAdd, onMove }: PupilsProps) {
  const { may, pupils, counts } = school_class;
  return (
    <Card title={t({ id: 'class.pupils', message: 'Учащиеся' })} count={counts.pupils} flush>
      {counts.pupils === 0 && <div className={styles.notePadded}>{t({ id: 'class.noPupils', message: 'Учащихся пока нет.' })}</div>}
      {counts.pupils > pupils.length && (
        <div className={styles.notePadded}>
          {t({ id: 'class.hiddenPupils', message: 'Имена видят те, кто работает или учится в этом классе.' })}
        </div>
      )}
      <ul>
        {pupils.map((person) => (
          <li key={person.id}>
            <PersonRow
              person={person}
              after={
                <>
                  {may.move_pupils && (
                    <Button mode="tertiary" onClick={() => onMove(person)}>
                      {t({ id: 'class.move', message: 'Перевести' })}
                    </Button>
                  )}
                  {may.manage_people && <TakeOut school_class={school_class} person={person} as="pupil" />}
                </>
              }
            />
          </li>
        ))}
      </ul>
      {may.manage_people && (
        <div className={styles.actions}>
          <Button mode="secondary" size="m" onClick={onAdd}>
            {t({ id: 'class.addPupil', message: 'Добавить учащихся' })}
          </Button>
        </div>
      )}
    </Card>
  );
}

function Parents({ school_class, onLink }: { school_class: SchoolClass; onLink: () => void }) {
  const { may, parents, counts } = school_class;
  const unlink = useUnlinkGuardian(school_class.id);
  if (!may.see_people && parents.length === 0) return null;

  async function drop(parent: Person, child: Person) {
    const sure = await confirm({
      title: t({ id: 'class.unlinkTitle', message: `${parent.name} больше не родитель: ${child.name}?` }),
      action: t({ id: 'class.unlinkConfirm', message: 'Убрать связь' }),
      destructive: true,
    });
    if (sure) unlink.mutate({ parent_id: parent.id, child_id: child.id }, { onError: (error) => toastFailure(wordsFor(error)) });
  }
  return (
    <Card title={t({ id: 'class.parents', message: 'Родители' })} count={counts.parents} flush>
      {parents.length === 0 && <div className={styles.notePadded}>{t({ id: 'class.noParents', message: 'Родителей пока нет.' })}</div>}
      <ul>
        {parents.map(({ person, children }) => (
          <li key={person.id}>
            <PersonRow
              person={person}
              subtitle={children.map(({ name }) => name).join(', ')}
              after={
                may.manage_people &&
                children.map((child) => (
                  <IconButton
                    key={child.id}
                    label={t({ id: 'class.unlink', message: `Убрать связь: ${person.name} и ${child.name}` })}
                    onClick={() => void drop(person, child)}
                  >
                    <Icon16Cancel />
                  </IconButton>
                ))
              }
            />
          </li>
        ))}
      </ul>
      {may.manage_people && (
        <div className={styles.actions}>
          <Button mode="secondary" size="m" onClick={onLink}>
            {t({ id: 'class.link', message: 'Связать родителя с ребёнком' })}
          </Button>
        </div>
      )}
    </Card>
  );
}

function PersonRow({ person, subtitle, after }: { person: Person; subtitle?: string; after: ReactNode }) {
  return (
    <SimpleCell
      Component="div"
      before={<Avatar id={person.id} letters={person.initials} size={40} />}
      subtitle={subtitle || undefined}
      after={after && <div className={styles.beside}>{after}</div>}
    >
      {person.name}
    </SimpleCell>
  );
}

function TakeOut({ school_class, person, as }: { school_class: SchoolClass; person: Person; as: Standing }) {
  const takeOut = useTakeOutOfClass(school_class.id);

  async function ask() {
    const sure = await confirm({
      title: t({ id: 'class.takeOutTitle', message: `Убрать из класса: ${person.name}?` }),
      text: t({ id: 'class.takeOutText', message: 'Участником организации этот человек останется.' }),
      action: t({ id: 'class.takeOutConfirm', message: 'Убрать' }),
      destructive: true,
    });
    if (sure) takeOut.mutate({ user: person.id, standing: as }, { onError: (error) => toastFailure(wordsFor(error)) });
  }
  return (
    <IconButton label={t({ id: 'class.takeOut', message: `Убрать из класса: ${person.name}` })} onClick={() => void ask()}>
      <Icon16Cancel />
    </IconButton>
  );
}
