import { t } from '@lingui/core/macro';
import type { ComponentType, ReactNode } from 'react';
import { Counter, Tappable } from './kit';
import { type LinkProps, useLinkTo } from './links';
import { OfflineBanner } from './OfflineBanner';
import styles from './Shell.module.css';
import { useWide } from './useWide';

export type Place = {
  href: string;
  label: string;
  icon: ComponentType<{ width?: number; height?: number }>;
  /** What waits there; 0 draws nothing. */
  count?: number;
  here: boolean;
};

type Props = {
  /** The left navigation of a computer, in groups. */
  places: readonly (readonly Place[])[];
  /** The tab bar of a phone. */
  tabs: readonly Place[];
  /** Above the left navigation: which organisation one is in. */
  switcher: ReactNode;
  /** The page wants the whole window of a phone, as a conversation does. */
  bare?: boolean;
  children: ReactNode;
};

/** The frame around every page of somebody who is signed in. */
export function Shell({ places, tabs, switcher, bare = false, children }: Props) {
  const wide = useWide();
  const linkTo = useLinkTo();
  return (
    <div className={styles.shell}>
      {wide && (
        <nav className={styles.nav} aria-label={t({ id: 'shell.navigation', message: 'Разделы' })}>
          {switcher}
          {places.map((group) => (
            <ul key={group[0]?.href} className={styles.group}>
              {group.map((place) => (
                <li key={place.href}>
                  <PlaceLink place={place} link={linkTo(place.href)} />
                </li>
              ))}
            </ul>
          ))}
        </nav>
      )}
      <div className={bare || wide ? styles.content : `${styles.content} ${styles.aboveTabs}`}>
        <OfflineBanner />
        {children}
      </div>
      {!wide && !bare && (
        <nav className={styles.tabs} aria-label={t({ id: 'shell.navigation', message: 'Разделы' })}>
          {tabs.map((place) => (
            <TabLink key={place.href} place={place} link={linkTo(place.href)} />
          ))}
        </nav>
      )}
    </div>
  );
}

function PlaceLink({ place, link }: { place: Place; link: LinkProps }) {
  return (
    <Tappable
      {...link}
      className={place.here ? `${styles.place} ${styles.here}` : styles.place}
      aria-current={place.here ? 'page' : undefined}
    >
      <span className={styles.icon}>
        <place.icon width={24} height={24} />
      </span>
      <span className={styles.label}>{place.label}</span>
      <Waiting count={place.count} />
    </Tappable>
  );
}

function TabLink({ place, link }: { place: Place; link: LinkProps }) {
  return (
    <Tappable
      {...link}
      className={place.here ? `${styles.tab} ${styles.tabHere}` : styles.tab}
      aria-current={place.here ? 'page' : undefined}
    >
      <span className={styles.tabIcon}>
        <place.icon width={28} height={28} />
        <span className={styles.tabCount}>
          <Waiting count={place.count} />
        </span>
      </span>
      <span>{place.label}</span>
    </Tappable>
  );
}

/** How many wait, in a blue oval; nothing when there are none. */
export function Waiting({ count = 0 }: { count?: number | undefined }) {
  if (count === 0) return null;
  return (
    <Counter size="s" mode="primary" appearance="accent">
      {count > 99 ? '99+' : count}
    </Counter>
  );
}
