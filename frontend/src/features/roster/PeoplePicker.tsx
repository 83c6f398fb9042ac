import { t } from '@lingui/core/macro';
import { useDeferredValue, useState } from 'react';
import type { Role } from '@/features/organizations';
import type { Schema } from '@/lib/api';
import { Avatar, FormItem, Icon16Cancel, Search, SimpleCell, Tappable } from '@/ui';
import { useMembers } from './data';
import styles from './roster.module.css';

type Person = Schema<'Person'>;

type Props = {
  org: number;
  who: Role;
  label: string;
  hint?: string;
  chosen: readonly Person[];
  onChange: (chosen: Person[]) => void;
};

/** Find members by name and pick some. */
export function PeoplePicker({ org, who, label, hint, chosen, onChange }: Props) {
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search.trim());
  const members = useMembers(org, { search: wanted, role: who, classId: undefined });
  const ids = new Set(chosen.map(({ id }) => id));
  const found = (members.data?.pages[0]?.members ?? []).filter(({ user_id }) => !ids.has(user_id)).slice(0, 6);
  return (
    <FormItem top={label} bottom={hint}>
      {chosen.length > 0 && (
        <ul className={styles.picked}>
          {chosen.map((person) => (
            <li key={person.id}>
              <Tappable
                className={styles.person}
                aria-label={t({ id: 'picker.remove', message: `Убрать: ${person.name}` })}
                onClick={() => onChange(chosen.filter(({ id }) => id !== person.id))}
              >
                <Avatar id={person.id} letters={person.initials} size={24} />
                {person.name}
                <Icon16Cancel />
              </Tappable>
            </li>
          ))}
        </ul>
      )}
      <Search
        noPadding
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        placeholder={t({ id: 'picker.search', message: 'Найти по имени' })}
        aria-label={label}
      />
      <ul aria-live="polite">
        {found.map(({ person, classes }) => (
          <li key={person.id}>
            <SimpleCell
              before={<Avatar id={person.id} letters={person.initials} size={32} />}
              subtitle={classes.map(({ title }) => title).join(', ') || undefined}
              onClick={() => {
                onChange([...chosen, person]);
                setSearch('');
              }}
            >
              {person.name}
            </SimpleCell>
          </li>
        ))}
      </ul>
      {wanted && found.length === 0 && !members.isFetching && (
        <div className={styles.note}>{t({ id: 'picker.nobody', message: 'Никого с таким именем не нашлось.' })}</div>
      )}
    </FormItem>
  );
}
