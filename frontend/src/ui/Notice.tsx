import type { ReactNode } from 'react';
import styles from './Notice.module.css';

/** Something that must not be overlooked, in its place: why a form was refused, what to know before. */
export function Notice({ tone, children }: { tone: 'error' | 'plain'; children: ReactNode }) {
  return (
    <div className={tone === 'error' ? `${styles.notice} ${styles.error}` : styles.notice} role={tone === 'error' ? 'alert' : undefined}>
      {children}
    </div>
  );
}
