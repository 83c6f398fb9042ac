import { plural, t } from '@lingui/core/macro';
import { useState } from 'react';
import { Avatar, Button, Card, Icon28EditOutline, IconButton, Link, lettersOf } from '@/ui';
import { CardDialog } from './CardDialog';
import type { Organization } from './data';
import styles from './organizations.module.css';
import { kindWord } from './words';

/** What the organisation is: name, kind, numbers, description, contacts. */
export function OrganizationCard({ organization }: { organization: Organization }) {
  const [editing, setEditing] = useState(false);
  return (
    <Card flush>
      <div className={styles.top}>
        <Avatar id={organization.id} letters={lettersOf(organization.short_name || organization.name)} size={64} square />
        <div className={styles.names}>
          <h2 className={styles.name}>{organization.name}</h2>
          <div className={styles.kind}>{kindWord(organization.kind)}</div>
        </div>
        {organization.may.edit && (
          <IconButton label={t({ id: 'card.edit', message: 'Изменить карточку' })} onClick={() => setEditing(true)}>
            <Icon28EditOutline />
          </IconButton>
        )}
      </div>
      <Counts members={organization.members} />
      <About organization={organization} />
      {organization.may.edit && (
        <CardDialog key={String(editing)} organization={organization} open={editing} onClose={() => setEditing(false)} />
      )}
    </Card>
  );
}

function Counts({ members: { total, teachers, pupils, parents } }: { members: Organization['members'] }) {
  return (
    <div className={styles.counts}>
      <span>
        {t({
          id: 'card.members',
          message: `${plural(total, { one: '# участник', few: '# участника', many: '# участников', other: '# участника' })}`,
        })}
      </span>
      {teachers > 0 && (
        <span>
          {t({
            id: 'card.teachers',
            message: `${plural(teachers, { one: '# учитель', few: '# учителя', many: '# учителей', other: '# учителя' })}`,
          })}
        </span>
      )}
      {pupils > 0 && (
        <span>
          {t({
            id: 'card.pupils',
            message: `${plural(pupils, { one: '# учащийся', few: '# учащихся', many: '# учащихся', other: '# учащихся' })}`,
          })}
        </span>
      )}
      {parents > 0 && (
        <span>
          {t({
            id: 'card.parents',
            message: `${plural(parents, { one: '# родитель', few: '# родителя', many: '# родителей', other: '# родителя' })}`,
          })}
        </span>
      )}
    </div>
  );
}

const LONG = 180;

function About({ organization: { description, contacts, site } }: { organization: Organization }) {
  const [unfolded, setUnfolded] = useState(false);
  const text = [description, contacts].filter(Boolean).join('\n\n');
  if (!text && !site) return null;
  const folded = text.length > LONG && !unfolded;
  return (
    <div className={styles.about}>
      <div className={folded ? styles.clamped : undefined}>{text}</div>
      {folded && (
        <Button mode="link" onClick={() => setUnfolded(true)}>
          {t({ id: 'card.unfold', message: 'Развернуть' })}
        </Button>
      )}
      {site && (
        <div>
          <Link href={site} target="_blank" rel="noopener noreferrer">
            {site.replace(/^https?:\/\//, '').replace(/\/$/, '')}
          </Link>
        </div>
      )}
    </div>
  );
}

/** What one has to know about an organisation that is not in order; nothing when it is. */
export function StateBanner({ organization: { state, may } }: { organization: Organization }) {
  if (state === 'verified') return null;
  const suspended = state === 'suspended';
  return (
    <aside className={styles.banner}>
      <strong>
        {suspended
          ? t({ id: 'state.suspended', message: 'Работа организации приостановлена' })
          : t({ id: 'state.unverified', message: 'Организация ещё не подтверждена' })}
      </strong>
      <p>
        {suspended
          ? t({ id: 'state.suspendedText', message: 'Всё можно читать, но ничего нельзя менять. Обратитесь к оператору платформы.' })
          : may.edit
            ? t({
                id: 'state.unverifiedText',
                message:
                  'Готовьте всё и приглашайте сотрудников. Учащихся и родителей можно будет принять, когда оператор платформы подтвердит организацию.',
              })
            : t({
                id: 'state.unverifiedReader',
                message: 'Учащиеся и родители появятся, когда оператор платформы подтвердит организацию.',
              })}
      </p>
    </aside>
  );
}
