import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { useOrganization } from '@/features/organizations';
import { Button, Card, Empty, Icon56UsersOutline, Page, Remote, RowsSkeleton } from '@/ui';
import { ClassDialog } from './ClassDialog';
import { ClassRow } from './ClassRow';
import { type ClassSummary, useClasses } from './data';

/** «Классы»: one's own first, then by grade. */
export function ClassesPage({ org }: { org: number }) {
  const classes = useClasses(org);
  const mayCreate = useOrganization(org).data?.may.create_classes ?? false;
  const [creating, setCreating] = useState(false);
  const create = (
    <Button size="m" onClick={() => setCreating(true)}>
      {t({ id: 'classes.create', message: 'Создать класс' })}
    </Button>
  );
  return (
    <Page title={t({ id: 'classes.title', message: 'Классы' })} back={undefined} actions={mayCreate && create}>
      <Remote
        query={classes}
        skeleton={
          <Card flush>
            <RowsSkeleton rows={6} avatar={44} />
          </Card>
        }
      >
        {(list) =>
          list.length === 0 ? (
            <Card>
              <Empty
                icon={<Icon56UsersOutline />}
                title={t({ id: 'classes.empty', message: 'Классов пока нет' })}
                action={mayCreate && create}
              >
                {mayCreate
                  ? t({
                      id: 'classes.emptyAdministrator',
                      message: 'Создайте первый: у него сразу появится общий чат и ссылка для приглашения.',
                    })
                  : t({ id: 'classes.emptyReader', message: 'Когда вас добавят в класс, он появится здесь.' })}
              </Empty>
            </Card>
          ) : (
            shelvesOf(list).map(({ name, classes }) => (
              <Card key={name} title={name} count={classes.length} flush>
                <ul>
                  {classes.map((each) => (
                    <li key={each.id}>
                      <ClassRow school_class={each} />
                    </li>
                  ))}
                </ul>
              </Card>
            ))
          )
        }
      </Remote>
      {creating && <ClassDialog org={org} onClose={() => setCreating(false)} />}
    </Page>
  );
}

type Shelf = { name: string; classes: ClassSummary[] };

function shelvesOf(classes: readonly ClassSummary[]): Shelf[] {
  const mine = classes.filter(({ mine }) => mine);
  const others = classes.filter(({ mine }) => !mine);
  const shelves: Shelf[] = mine.length ? [{ name: t({ id: 'classes.mine', message: 'Мои классы' }), classes: mine }] : [];
  for (const school_class of others) {
    const { grade } = school_class;
    const name = grade === null ? t({ id: 'classes.groups', message: 'Группы' }) : t({ id: 'classes.grade', message: `${grade}-е классы` });
    const shelf = shelves.find((each) => each.name === name);
    if (shelf) shelf.classes.push(school_class);
    else shelves.push({ name, classes: [school_class] });
  }
  return shelves;
}
