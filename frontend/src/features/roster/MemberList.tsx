import { plural, t } from '@lingui/core/macro';
import { type ReactNode, useDeferredValue, useState } from 'react';
import { ROLES, type Role, rolesInWords, roleWord } from '@/features/organizations';
import {
  Avatar,
  Button,
  Card,
  Empty,
  Icon28EditOutline,
  Icon56UsersOutline,
  IconButton,
  NativeSelect,
  Remote,
  RowsSkeleton,
  Search,
  SimpleCell,
} from '@/ui';
import { type Member, useClasses, useMembers } from './data';
import { MemberDialog } from './MemberDialog';
import styles from './roster.module.css';

type Props = {
  org: number;
  /** The filter that the list begins with. */
  role?: Role | undefined;
  besideMember?: (member: Member) => ReactNode;
};

/** «Участники»: search, filters, and whatever may be done with each. */
export function MemberList({ org, role: roleAtFirst, besideMember }: Props) {
  const [search, setSearch] = useState('');
  const [role, setRole] = useState(roleAtFirst);
  const [classId, setClassId] = useState<number>();
  const [edited, setEdited] = useState<Member>();
  const members = useMembers(org, { search: useDeferredValue(search.trim()), role, classId });
  const pages = members.data?.pages;
  const total = pages?.[0]?.total ?? 0;
  return (
    <>
      <Card flush>
        <search className={styles.filters}>
          <Search
            noPadding
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            placeholder={t({ id: 'members.search', message: 'Поиск по имени' })}
            aria-label={t({ id: 'members.search', message: 'Поиск по имени' })}
          />
          <div className={styles.selects}>
            <RoleFilter role={role} onChange={setRole} />
            <ClassFilter org={org} classId={classId} onChange={setClassId} />
          </div>
        </search>
      </Card>
      <Card
        flush
        title={
          pages && total > 0
            ? t({
                id: 'members.total',
                message: `${plural(total, { one: '# человек', few: '# человека', many: '# человек', other: '# человека' })}`,
              })
            : undefined
        }
      >
        <Remote query={{ ...members, data: pages }} skeleton={<RowsSkeleton rows={8} avatar={44} />}>
          {(list) =>
            total === 0 ? (
              <Empty icon={<Icon56UsersOutline />} title={t({ id: 'members.empty', message: 'Никого не нашлось' })}>
                {t({ id: 'members.emptyText', message: 'Измените поиск или фильтры. Показываются только те, кого вам можно видеть.' })}
              </Empty>
            ) : (
              <>
                <ul>
                  {list.flatMap((page) =>
                    page.members.map((member) => (
                      <li key={member.user_id}>
                        <MemberRow member={member} beside={besideMember?.(member)} onEdit={setEdited} />
                      </li>
                    )),
                  )}
                </ul>
                {members.hasNextPage && (
                  <div className={styles.more}>
                    <Button mode="secondary" size="m" loading={members.isFetchingNextPage} onClick={() => void members.fetchNextPage()}>
                      {t({ id: 'members.more', message: 'Показать ещё' })}
                    </Button>
                  </div>
                )}
              </>
            )
          }
        </Remote>
      </Card>
      {edited && <MemberDialog key={edited.user_id} org={org} member={edited} onClose={() => setEdited(undefined)} />}
    </>
  );
}

function MemberRow({ member, beside, onEdit }: { member: Member; beside: ReactNode; onEdit: (member: Member) => void }) {
  return (
    <SimpleCell
      Component="div"
      multiline
      before={<Avatar id={member.person.id} letters={member.person.initials} size={44} />}
      subtitle={[rolesInWords(member.roles), detailsOf(member)].filter(Boolean).join(' · ')}
      after={
        <div className={styles.beside}>
          {beside}
          {(member.may.edit || member.may.remove) && (
            <IconButton label={t({ id: 'members.edit', message: `Изменить: ${member.person.name}` })} onClick={() => onEdit(member)}>
              <Icon28EditOutline width={24} height={24} />
            </IconButton>
          )}
        </div>
      }
    >
      {member.person.name}
    </SimpleCell>
  );
}

/** «Химия · 5А, 5Б · классный руководитель 7А · дети: …». */
function detailsOf({ subjects, classes, children }: Member): string {
  const titles = (standing: Member['classes'][number]['standing']) =>
    classes.filter((each) => each.standing === standing).map(({ title }) => title);
  const teaches = titles('teacher').join(', ');
  const leads = titles('class_teacher').join(', ');
  return [
    subjects.join(', '),
    teaches,
    leads && t({ id: 'members.leads', message: `классный руководитель ${leads}` }),
    titles('pupil').join(', '),
    children.length > 0 && t({ id: 'members.children', message: `дети: ${children.map(({ name }) => name).join(', ')}` }),
  ]
    .filter(Boolean)
    .join(' · ');
}

function RoleFilter({ role, onChange }: { role: Role | undefined; onChange: (role: Role | undefined) => void }) {
  return (
    <NativeSelect
      value={role ?? ''}
      slotProps={{ select: { 'aria-label': t({ id: 'members.role', message: 'Роль' }) } }}
      onChange={(event) => onChange(ROLES.find((each) => each === event.target.value))}
    >
      <option value="">{t({ id: 'members.anyRole', message: 'Все роли' })}</option>
      {ROLES.map((each) => (
        <option key={each} value={each}>
          {roleWord(each)}
        </option>
      ))}
    </NativeSelect>
  );
}

function ClassFilter({ org, classId, onChange }: { org: number; classId: number | undefined; onChange: (id: number | undefined) => void }) {
  const classes = useClasses(org).data ?? [];
  return (
    <NativeSelect
      value={classId ?? ''}
      slotProps={{ select: { 'aria-label': t({ id: 'members.class', message: 'Класс' }) } }}
      onChange={(event) => onChange(Number(event.target.value) || undefined)}
    >
      <option value="">{t({ id: 'members.anyClass', message: 'Все классы' })}</option>
      {classes.map((each) => (
        <option key={each.id} value={each.id}>
          {each.title}
        </option>
      ))}
    </NativeSelect>
  );
}
