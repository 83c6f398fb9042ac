import { t } from '@lingui/core/macro';
import type { ReactNode } from 'react';
import type { Role } from '@/features/organizations';
import { paths } from '@/lib/paths';
import { Avatar, Card, Link, Remote, RowsSkeleton, SimpleCell, useLinkTo } from '@/ui';
import { ClassRow } from './ClassRow';
import { type Member, useClasses, useSomeMembers } from './data';

const SHOWN = 5;

/** My classes on the home page; nothing when there are none. */
export function MyClasses({ org }: { org: number }) {
  const linkTo = useLinkTo();
  const classes = useClasses(org);
  const mine = (classes.data ?? []).filter((each) => each.mine);
  if (classes.data && mine.length === 0) return null;
  return (
    <Card
      title={t({ id: 'home.myClasses', message: 'Мои классы' })}
      count={mine.length || undefined}
      aside={<Link {...linkTo(paths.classes(org))}>{t({ id: 'home.all', message: 'Показать все' })}</Link>}
      flush
    >
      <Remote query={classes} skeleton={<RowsSkeleton rows={2} avatar={44} />}>
        {() => (
          <ul>
            {mine.slice(0, SHOWN).map((each) => (
              <li key={each.id}>
                <ClassRow school_class={each} />
              </li>
            ))}
          </ul>
        )}
      </Remote>
    </Card>
  );
}

type PeopleProps = { org: number; who: Role; title: string; besideMember?: (member: Member) => ReactNode };

/** The first few who hold the role; nothing when one may see none. */
export function People({ org, who, title, besideMember }: PeopleProps) {
  const linkTo = useLinkTo();
  const members = useSomeMembers(org, who);
  if (members.data?.total === 0) return null;
  return (
    <Card
      title={title}
      count={members.data?.total}
      aside={<Link {...linkTo(`${paths.members(org)}?role=${who}`)}>{t({ id: 'home.all', message: 'Показать все' })}</Link>}
      flush
    >
      <Remote query={members} skeleton={<RowsSkeleton rows={3} avatar={40} />}>
        {(page) => (
          <ul>
            {page.members.slice(0, SHOWN).map((member) => (
              <li key={member.user_id}>
                <SimpleCell
                  Component="div"
                  before={<Avatar id={member.person.id} letters={member.person.initials} size={40} />}
                  subtitle={member.subjects.join(', ') || [...new Set(member.classes.map((each) => each.title))].join(', ') || undefined}
                  after={besideMember?.(member)}
                >
                  {member.person.name}
                </SimpleCell>
              </li>
            ))}
          </ul>
        )}
      </Remote>
    </Card>
  );
}
