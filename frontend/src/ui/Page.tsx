import { t } from '@lingui/core/macro';
import { Title } from '@vkontakte/vkui';
import { type ReactNode, useEffect } from 'react';
import { Icon28ArrowLeftOutline } from './icons';
import { IconButton } from './kit';
import { useLinkTo } from './links';
import styles from './Page.module.css';

type Props = {
  title: string;
  /** Where the arrow leads; pages of the tab bar have none. */
  back?: string | undefined;
  subtitle?: ReactNode;
  /** The first card says it already: on a computer the heading is for screen readers only. */
  quiet?: boolean;
  /** Buttons at the end of the heading. */
  actions?: ReactNode;
  children: ReactNode;
};

/** A page: its heading (which stays in view on a phone) and a column of cards. */
export function Page({ title, back, subtitle, quiet = false, actions, children }: Props) {
  const linkTo = useLinkTo();
  useTitle(title);
  return (
    <main className={styles.page}>
      <header className={quiet ? `${styles.header} ${styles.quiet}` : styles.header}>
        {back !== undefined && (
          <IconButton {...linkTo(back)} label={t({ id: 'page.back', message: 'Назад' })} className={styles.back}>
            <Icon28ArrowLeftOutline />
          </IconButton>
        )}
        <div className={styles.heading}>
          <Title Component="h1" level="2" weight="1" className={styles.title}>
            {title}
          </Title>
          {subtitle && <div className={styles.subtitle}>{subtitle}</div>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      <div className={styles.cards}>{children}</div>
    </main>
  );
}

/** Name the tab of the browser after the page. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Парта`;
  }, [title]);
}
