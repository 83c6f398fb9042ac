import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { Avatar, Checkbox, Empty, Remote, RowsSkeleton, Search, SimpleCell } from '@/ui';
import { fetchWritablePeople, type Person } from './data';
import styles from './PeoplePicker.module.css';
import { schoolRoleInWords } from './words';

type Props = {
  org: number;
  /** Choose several with check marks; without it a press takes one. */
  chosen?: ReadonlyMap<number, Person>;
  without?: ReadonlySet<number>;
  onChoose: (person: Person) => void;
};

/** People of the organisation to whom I may write, by name. */
export function PeoplePicker({ org, chosen, without, onChoose }: Props) {
  const [search, setSearch] = useState('');
  const wish = useDeferredValue(search.trim());
  const query = useQuery({
    queryKey: ['messaging', 'writable', org, wish],
    queryFn: () => fetchWritablePeople(org, wish),
    placeholderData: (last) => last,
  });
  return (
    <div className={styles.picker}>
      <Search
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        placeholder={t({ id: 'messaging.people.search', message: 'Имя или фамилия' })}
        aria-label={t({ id: 'messaging.people.search', message: 'Имя или фамилия' })}
        clearLabel={t({ id: 'messaging.list.clear', message: 'Очистить' })}
      />
      <div className={styles.list}>
        <Remote query={query} skeleton={<RowsSkeleton rows={6} avatar={40} />}>
          {({ people, more }) => {
            const shown = people.filter(({ person }) => !without?.has(person.id));
            if (shown.length === 0)
              return (
                <Empty>
                  {wish
                    ? t({ id: 'messaging.list.notFound', message: 'Ничего не нашлось' })
                    : t({ id: 'messaging.people.nobody', message: 'Здесь пока нет людей, которым вы можете написать' })}
                </Empty>
              );
            return (
              <>
                <ul>
                  {shown.map(({ person, roles }) => (
                    <li key={person.id}>
                      <SimpleCell
                        {...(chosen && { Component: 'label' as const })}
                        {...(!chosen && { onClick: () => onChoose(person) })}
                        before={<Avatar id={person.id} letters={person.initials} size={40} />}
                        after={
                          chosen && <Checkbox checked={chosen.has(person.id)} onChange={() => onChoose(person)} aria-label={person.name} />
                        }
                        subtitle={roles.map(schoolRoleInWords).join(', ')}
                      >
                        {person.name}
                      </SimpleCell>
                    </li>
                  ))}
                </ul>
                {more && <p className={styles.more}>{t({ id: 'messaging.people.more', message: 'Показаны не все: введите имя' })}</p>}
              </>
            );
          }}
        </Remote>
      </div>
    </div>
  );
}
