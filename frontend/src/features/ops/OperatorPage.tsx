import { plural, t } from '@lingui/core/macro';
import { useDeferredValue, useState } from 'react';
import { kindWord } from '@/features/organizations';
import { dayOf } from '@/lib/dates';
import { wordsFor } from '@/lib/errors';
import {
  Avatar,
  Button,
  Card,
  confirm,
  Empty,
  Icon56InboxOutline,
  lettersOf,
  Page,
  Remote,
  RowsSkeleton,
  Search,
  SegmentedControl,
  SimpleCell,
  toast,
  toastFailure,
} from '@/ui';
import { type Organization, type OrganizationState, type Step, useOrganizations, useStep } from './data';
import styles from './ops.module.css';

const STATES: readonly OrganizationState[] = ['unverified', 'verified', 'suspended'];

/** The operator's desk: organisations to verify, to suspend, to restore. */
export function OperatorPage() {
  const [state, setState] = useState<OrganizationState>('unverified');
  const [search, setSearch] = useState('');
  const organizations = useOrganizations({ state, search: useDeferredValue(search.trim()) });
  const pages = organizations.data?.pages;
  return (
    <Page
      title={t({ id: 'operator.title', message: 'Организации' })}
      subtitle={t({ id: 'operator.subtitle', message: 'Вы оператор этой установки. Сообщений и списков людей оператор не видит.' })}
    >
      <Card flush>
        <search className={styles.filters}>
          <SegmentedControl
            aria-label={t({ id: 'operator.state', message: 'Какие организации показать' })}
            value={state}
            onChange={(value) => setState(STATES.find((each) => each === value) ?? 'unverified')}
            options={STATES.map((each) => ({ value: each, label: stateWord(each) }))}
          />
          <Search
            noPadding
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            placeholder={t({ id: 'operator.search', message: 'Поиск по названию' })}
            aria-label={t({ id: 'operator.search', message: 'Поиск по названию' })}
          />
        </search>
      </Card>
      <Card flush>
        <Remote query={{ ...organizations, data: pages }} skeleton={<RowsSkeleton rows={4} />}>
          {(list) =>
            list[0]?.total === 0 ? (
              <Empty icon={<Icon56InboxOutline />} title={t({ id: 'operator.empty', message: 'Здесь пусто' })}>
                {state === 'unverified' &&
                  t({ id: 'operator.emptyText', message: 'Новые организации появятся здесь, когда их кто-нибудь оснует.' })}
              </Empty>
            ) : (
              <ul>
                {list.flatMap((page) =>
                  page.organizations.map((organization) => (
                    <li key={organization.id}>
                      <OrganizationRow organization={organization} />
                    </li>
                  )),
                )}
              </ul>
            )
          }
        </Remote>
        {organizations.hasNextPage && (
          <div className={styles.more}>
            <Button mode="secondary" size="m" loading={organizations.isFetchingNextPage} onClick={() => void organizations.fetchNextPage()}>
              {t({ id: 'operator.more', message: 'Показать ещё' })}
            </Button>
          </div>
        )}
      </Card>
    </Page>
  );
}

function OrganizationRow({ organization }: { organization: Organization }) {
  const { id, name, short_name, kind, founder, members_total, created_at, may } = organization;
  const step = useStep();

  function take(which: Step, done: string) {
    step.mutate({ org: id, step: which }, { onSuccess: () => toast(done), onError: (error) => toastFailure(wordsFor(error)) });
  }

  async function suspend() {
    const sure = await confirm({
      title: t({ id: 'operator.suspendTitle', message: `Приостановить работу: ${name}?` }),
      text: t({ id: 'operator.suspendText', message: 'Писать и менять что-либо станет нельзя сразу для всех. Работу можно возобновить.' }),
      action: t({ id: 'operator.suspendConfirm', message: 'Приостановить' }),
      destructive: true,
    });
    if (sure) take('suspend', t({ id: 'operator.suspended', message: 'Работа приостановлена' }));
  }
  const members = t({
    id: 'operator.members',
    message: `${plural(members_total, { one: '# участник', few: '# участника', many: '# участников', other: '# участника' })}`,
  });
  return (
    <SimpleCell
      Component="div"
      multiline
      before={<Avatar id={id} letters={lettersOf(short_name || name)} square />}
      subtitle={`${kindWord(kind)} · ${members}`}
      extraSubtitle={t({ id: 'operator.founded', message: `Основана ${dayOf(created_at)}, ${founder.name}` })}
      after={
        <div className={styles.buttons}>
          {may.verify && (
            <Button
              loading={step.isPending}
              onClick={() => take('verify', t({ id: 'operator.verified', message: 'Организация подтверждена' }))}
            >
              {t({ id: 'operator.verify', message: 'Подтвердить' })}
            </Button>
          )}
          {may.suspend && (
            <Button mode="secondary" appearance="negative" loading={step.isPending} onClick={() => void suspend()}>
              {t({ id: 'operator.suspend', message: 'Приостановить' })}
            </Button>
          )}
          {may.restore && (
            <Button
              mode="secondary"
              loading={step.isPending}
              onClick={() => take('restore', t({ id: 'operator.restored', message: 'Работа возобновлена' }))}
            >
              {t({ id: 'operator.restore', message: 'Возобновить' })}
            </Button>
          )}
        </div>
      }
    >
      {name}
    </SimpleCell>
  );
}

function stateWord(state: OrganizationState): string {
  switch (state) {
    case 'unverified':
      return t({ id: 'operator.unverifiedOnes', message: 'Ждут' });
    case 'verified':
      return t({ id: 'operator.verifiedOnes', message: 'Работают' });
    case 'suspended':
      return t({ id: 'operator.suspendedOnes', message: 'Остановлены' });
  }
}
