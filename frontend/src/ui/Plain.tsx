import { Title } from '@vkontakte/vkui';
import type { ReactNode } from 'react';
import { useTitle } from './Page';
import styles from './Plain.module.css';

type Props = {
  title: string;
  /** Under the heading: what this is about. */
  lead?: ReactNode;
  /** Under the card: where else to go. */
  foot?: ReactNode;
  children: ReactNode;
};

/** A page without navigation, for who is not signed in or has nowhere to go yet: one card in the middle. */
export function Plain({ title, lead, foot, children }: Props) {
  useTitle(title);
  return (
    <main className={styles.page}>
      <div className={styles.mark}>
        <img src="/icon.svg" alt="" width={40} height={40} />
        <span>Парта</span>
      </div>
      <div className={styles.card}>
        <header className={styles.header}>
          <Title Component="h1" level="2" weight="1">
            {title}
          </Title>
          {lead && <div className={styles.lead}>{lead}</div>}
        </header>
        {children}
      </div>
      {foot && <footer className={styles.foot}>{foot}</footer>}
    </main>
  );
}
