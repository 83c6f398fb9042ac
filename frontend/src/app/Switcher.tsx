import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { useUnread } from '@/features/messaging';
import { type MyOrganization, useMyOrganizations } from '@/features/organizations';
import { paths } from '@/lib/paths';
import { Avatar, Icon24Add, Icon24ChevronDown, lettersOf, Popover, SimpleCell, Tappable, useLinkTo, Waiting } from '@/ui';
import { useCurrentOrganization } from './currentOrganization';
import styles from './Switcher.module.css';

/** Which organisation one is in, and the way to the others. */
export function Switcher() {
  const [open, setOpen] = useState(false);
  const current = useCurrentOrganization();
  const mine = useMyOrganizations();
  const unreadElsewhere = useUnread() - useUnread(current?.id);
  const elsewhere = mine.filter(({ id }) => id !== current?.id).reduce((sum, each) => sum + each.applications_pending, unreadElsewhere);
  return (
    <Popover
      shown={open}
      onShownChange={setOpen}
      placement="bottom-start"
      role="dialog"
      aria-label={t({ id: 'switcher.title', message: 'Организации' })}
      content={
        <div className={styles.popover}>
          <Organizations onChosen={() => setOpen(false)} />
        </div>
      }
    >
      <Tappable className={styles.current} aria-expanded={open}>
        {current ? (
          <Avatar id={current.id} letters={lettersOf(nameOf(current))} size={40} square />
        ) : (
          <img src="/icon.svg" alt="" width={40} height={40} />
        )}
        <span className={styles.name}>{current ? nameOf(current) : 'Парта'}</span>
        <Waiting count={elsewhere} />
        <Icon24ChevronDown className={styles.chevron} />
      </Tappable>
    </Popover>
  );
}

/** All organisations of the person, each with what waits there. */
export function Organizations({ onChosen }: { onChosen?: () => void }) {
  const linkTo = useLinkTo();
  const mine = useMyOrganizations();
  const current = useCurrentOrganization();
  return (
    <div className={styles.list}>
      {mine.map((organization) => (
        <SimpleCell
          key={organization.id}
          {...closing(linkTo(paths.home(organization.id)), onChosen)}
          before={<Avatar id={organization.id} letters={lettersOf(nameOf(organization))} size={36} square />}
          indicator={<WaitingIn organization={organization} />}
          aria-current={organization.id === current?.id ? 'true' : undefined}
          className={organization.id === current?.id ? styles.here : undefined}
        >
          {nameOf(organization)}
        </SimpleCell>
      ))}
      <SimpleCell {...closing(linkTo(paths.welcome()), onChosen)} before={<Icon24Add className={styles.add} />}>
        {t({ id: 'switcher.add', message: 'Присоединиться или основать' })}
      </SimpleCell>
    </div>
  );
}

function closing(link: ReturnType<ReturnType<typeof useLinkTo>>, onChosen: (() => void) | undefined) {
  return {
    ...link,
    onClick: (event: Parameters<typeof link.onClick>[0]) => {
      link.onClick(event);
      onChosen?.();
    },
  };
}

function nameOf({ name, short_name }: MyOrganization): string {
  return short_name || name;
}

function WaitingIn({ organization: { id, applications_pending } }: { organization: MyOrganization }) {
  return <Waiting count={useUnread(id) + applications_pending} />;
}
