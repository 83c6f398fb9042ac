import { type ReactNode, useId } from 'react';
import styles from './Card.module.css';

type Props = {
  /** The heading of the card. */
  title?: ReactNode;
  /** How many there are of what the card lists. */
  count?: number | undefined;
  /** A link or button at the end of the heading. */
  aside?: ReactNode;
  /** Without the inner margin, for lists whose rows have their own. */
  flush?: boolean;
  children: ReactNode;
};

/** A white sheet on the page, with a heading or without. */
export function Card({ title, count, aside, flush = false, children }: Props) {
  const titleId = useId();
  return (
    <section className={styles.card} aria-labelledby={title ? titleId : undefined}>
      {title && (
        <div className={styles.header}>
          <h2 className={styles.title} id={titleId}>
            {title}
            {count !== undefined && <span className={styles.count}>{count}</span>}
          </h2>
          {aside}
        </div>
      )}
      <div className={flush ? styles.flush : styles.body}>{children}</div>
    </section>
  );
}
