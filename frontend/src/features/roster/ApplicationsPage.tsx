import { t } from '@lingui/core/macro';
import { useDeferredValue, useState } from 'react';
import { roleWord } from '@/features/organizations';
import { birthDateOf, dayOf } from '@/lib/dates';
import { wordsFor } from '@/lib/errors';
import {
  Avatar,
  Button,
  Card,
  Checkbox,
  Empty,
  Icon56InboxOutline,
  Page,
  Remote,
  RowsSkeleton,
  Search,
  SegmentedControl,
  SimpleCell,
  toast,
  toastFailure,
} from '@/ui';
import { ApplicationDialog } from './ApplicationDialog';
import { type Application, type ApplicationState, useAccept, useAcceptSeveral, useApplications } from './data';
import styles from './roster.module.css';

/** «Заявки»: who asks to be let in. */
export function ApplicationsPage({ org }: { org: number }) {
  const [state, setState] = useState<ApplicationState>('pending');
  const [search, setSearch] = useState('');
  const [ticked, setTicked] = useState<ReadonlySet<number>>(new Set());
  const [opened, setOpened] = useState<Application>();
  const applications = useApplications(org, { state, search: useDeferredValue(search.trim()) });
  const pages = applications.data?.pages;
  const shown = pages?.flatMap((page) => page.applications) ?? [];
  const decidable = shown.filter(({ may }) => may.decide);
  const chosen = decidable.filter(({ id }) => ticked.has(id));

  function tick(id: number, on: boolean) {
    const next = new Set(ticked);
    if (on) next.add(id);
    else next.delete(id);
    setTicked(next);
  }

  return (
    <Page title={t({ id: 'applications.title', message: 'Заявки' })}>
      <Card flush>
        <search className={styles.filters}>
          <SegmentedControl
            aria-label={t({ id: 'applications.state', message: 'Какие заявки показать' })}
            value={state}
            onChange={(value) => {
              setState(STATES.find((each) => each === value) ?? 'pending');
              setTicked(new Set());
            }}
            options={STATES.map((each) => ({ value: each, label: stateWord(each) }))}
          />
          <Search
            noPadding
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            placeholder={t({ id: 'applications.search', message: 'Поиск по имени' })}
            aria-label={t({ id: 'applications.search', message: 'Поиск по имени' })}
          />
        </search>
      </Card>
      <Card flush>
        {decidable.length > 1 && (
          <Bulk org={org} all={decidable} chosen={chosen} onChoose={(some) => setTicked(new Set(some.map(({ id }) => id)))} />
        )}
        <Remote query={{ ...applications, data: pages }} skeleton={<RowsSkeleton rows={5} avatar={44} />}>
          {() =>
            shown.length === 0 ? (
              <Empty icon={<Icon56InboxOutline />} title={t({ id: 'applications.empty', message: 'Заявок нет' })}>
                {state === 'pending' &&
                  t({ id: 'applications.emptyText', message: 'Новые появятся здесь сами, когда кто-то перейдёт по ссылке-приглашению.' })}
              </Empty>
            ) : (
              <ul>
                {shown.map((application) => (
                  <li key={application.id} className={styles.row}>
                    {application.may.decide && decidable.length > 1 && (
                      <Checkbox
                        className={styles.tick}
                        aria-label={t({ id: 'applications.tick', message: `Отметить: ${application.full_name}` })}
                        checked={ticked.has(application.id)}
                        onChange={(event) => tick(application.id, event.target.checked)}
                      />
                    )}
                    <ApplicationRow org={org} application={application} onOpen={() => setOpened(application)} />
                  </li>
                ))}
              </ul>
            )
          }
        </Remote>
        {applications.hasNextPage && (
          <div className={styles.more}>
            <Button mode="secondary" size="m" loading={applications.isFetchingNextPage} onClick={() => void applications.fetchNextPage()}>
              {t({ id: 'applications.more', message: 'Показать ещё' })}
            </Button>
          </div>
        )}
      </Card>
      {opened && <ApplicationDialog key={opened.id} org={org} application={opened} onClose={() => setOpened(undefined)} />}
    </Page>
  );
}

type BulkProps = {
  org: number;
  all: readonly Application[];
  chosen: readonly Application[];
  onChoose: (some: readonly Application[]) => void;
};

function Bulk({ org, all, chosen, onChoose }: BulkProps) {
  const accept = useAcceptSeveral(org);
  const everyone = chosen.length === all.length;

  function acceptChosen() {
    accept.mutate(
      chosen.map(({ id }) => id),
      {
        onSuccess: ({ results }) => {
          const refused = results.filter(({ accepted }) => !accepted);
          const accepted = results.length - refused.length;
          onChoose(all.filter(({ id }) => refused.some((each) => each.id === id)));
          if (refused.length === 0) return toast(t({ id: 'applications.acceptedAll', message: `Принято: ${accepted}` }));
          toastFailure(
            t({
              id: 'applications.acceptedSome',
              message: `Принято: ${accepted}. Остальные нужно открыть и поправить: ${refused.length}.`,
            }),
          );
        },
        onError: (error) => toastFailure(wordsFor(error)),
      },
    );
  }
  return (
    <div className={styles.bulk}>
      <Checkbox checked={everyone} indeterminate={chosen.length > 0 && !everyone} onChange={() => onChoose(everyone ? [] : all)}>
        {t({ id: 'applications.tickAll', message: 'Отметить все' })}
      </Checkbox>
      {chosen.length > 0 && (
        <Button size="m" loading={accept.isPending} onClick={acceptChosen}>
          {t({ id: 'applications.acceptChosen', message: `Принять отмеченные: ${chosen.length}` })}
        </Button>
      )}
    </div>
  );
}

function ApplicationRow({ org, application, onOpen }: { org: number; application: Application; onOpen: () => void }) {
  const accept = useAccept(org);
  const { full_name, person, birth_date, children, child_names } = application;
  // A parent comes in as the parent of somebody: whose, is said in the dialog.
  const needsChildren = application.role === 'parent' && children.length === 0;

  function acceptAtOnce() {
    if (needsChildren) return onOpen();
    accept.mutate(application.id, {
      onSuccess: () => toast(t({ id: 'applications.accepted', message: `${person.name}: заявка принята` })),
      onError: (error) => toastFailure(wordsFor(error)),
    });
  }
  const born = birth_date && t({ id: 'applications.born', message: `род. ${birthDateOf(birth_date)}` });
  return (
    <>
      <SimpleCell
        className={styles.wideCell}
        multiline
        before={<Avatar id={person.id} letters={person.initials} size={44} />}
        subtitle={askedFor(application)}
        extraSubtitle={[child_names, born, dayOf(application.created_at)].filter(Boolean).join(' · ')}
        onClick={onOpen}
      >
        {full_name}
      </SimpleCell>
      {application.may.decide && (
        <div className={styles.rowActions}>
          <Button mode={needsChildren ? 'secondary' : 'primary'} loading={accept.isPending} onClick={acceptAtOnce}>
            {needsChildren ? t({ id: 'applications.look', message: 'Рассмотреть' }) : t({ id: 'applications.accept', message: 'Принять' })}
          </Button>
        </div>
      )}
    </>
  );
}

/** «Учитель · Химия · 5А, 5Б». */
export function askedFor({ role, subjects, classes }: Application): string {
  return [roleWord(role), subjects.join(', '), classes.map(({ title }) => title).join(', ')].filter(Boolean).join(' · ');
}

const STATES: readonly ApplicationState[] = ['pending', 'accepted', 'declined'];

function stateWord(state: ApplicationState): string {
  switch (state) {
    case 'pending':
      return t({ id: 'applications.pending', message: 'Новые' });
    case 'accepted':
      return t({ id: 'applications.acceptedOnes', message: 'Принятые' });
    case 'declined':
      return t({ id: 'applications.declined', message: 'Отклонённые' });
    case 'withdrawn':
      return t({ id: 'applications.withdrawn', message: 'Отозванные' });
  }
}
