import type { FormEventHandler, ReactNode } from 'react';
import { Notice } from '../Notice';
import styles from './fields.module.css';

type Props = {
  onSubmit: FormEventHandler<HTMLFormElement>;
  /** Why the whole of it was refused. */
  error?: string | undefined;
  /** Buttons under the fields. */
  footer?: ReactNode;
  children: ReactNode;
  id?: string;
};

/** A form whose fields complain in our words, not in the browser's. */
export function Form({ onSubmit, error, footer, children, id }: Props) {
  return (
    <form noValidate onSubmit={onSubmit} id={id}>
      {children}
      {error && (
        <div className={styles.footer}>
          <Notice tone="error">{error}</Notice>
        </div>
      )}
      {footer && <div className={styles.footer}>{footer}</div>}
    </form>
  );
}
