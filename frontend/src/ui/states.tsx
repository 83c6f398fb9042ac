import { t } from '@lingui/core/macro';
import { Placeholder } from '@vkontakte/vkui';
import type { ReactNode } from 'react';
import { Failure } from '@/lib/api';
import { wordsFor } from '@/lib/errors';
import { Icon56ErrorOutline, Icon56WifiOutline } from './icons';
import { Button, Skeleton } from './kit';
import styles from './states.module.css';

type RemoteProps<T> = {
  query: { data: T | undefined; error: unknown; isFetching: boolean; refetch: () => unknown };
  /** Drawn while the first answer is on its way: the shape of what will come. */
  skeleton: ReactNode;
  children: (data: T) => ReactNode;
};

/** The states of anything remote: on its way, failed, there. Being empty is said by `children`, with an `Empty`. */
export function Remote<T>({ query, skeleton, children }: RemoteProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error && !query.isFetching) return <Failed error={query.error} onRetry={() => query.refetch()} />;
  return skeleton;
}

/** What did not load, why, and what to do. */
export function Failed({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const failure = error instanceof Failure ? error : undefined;
  const Icon = failure?.status === 0 ? Icon56WifiOutline : Icon56ErrorOutline;
  const mayRetry = onRetry && (!failure || failure.isPassing || failure.status === 429);
  return (
    <div role="alert">
      <Placeholder
        icon={<Icon className={styles.icon} />}
        action={
          mayRetry && (
            <Button size="m" mode="secondary" onClick={onRetry}>
              {t({ id: 'states.retry', message: 'Повторить' })}
            </Button>
          )
        }
      >
        <div>{wordsFor(error)}</div>
        {failure && failure.status >= 500 && (
          <div className={styles.code}>{t({ id: 'states.code', message: `Код: ${failure.requestId ?? failure.code}` })}</div>
        )}
      </Placeholder>
    </div>
  );
}

/** There is nothing here yet, and what to do about it. */
export function Empty({
  icon,
  title,
  children,
  action,
}: {
  icon?: ReactNode;
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <Placeholder icon={icon && <span className={styles.icon}>{icon}</span>} title={title} action={action}>
      {children}
    </Placeholder>
  );
}

/** Rows of a list that is on its way. */
export function RowsSkeleton({ rows = 6, avatar = 48 }: { rows?: number; avatar?: number }) {
  return (
    <div className={styles.rows} aria-busy="true">
      <Loading />
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move
        <div className={styles.row} key={row} aria-hidden>
          {avatar > 0 && <Skeleton width={avatar} height={avatar} borderRadius="50%" />}
          <div className={styles.lines}>
            <Skeleton width={`${[46, 38, 54, 42][row % 4]}%`} height={16} />
            <Skeleton width={`${[62, 70, 50, 58][row % 4]}%`} height={13} />
          </div>
        </div>
      ))}
    </div>
  );
}

/** A block of text that is on its way. */
export function TextSkeleton({ lines = 3 }: { lines?: number }) {
  return (
    <div className={styles.text} aria-busy="true">
      <Loading />
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike and never move
        <Skeleton key={line} width={line === lines - 1 ? '60%' : '100%'} height={16} aria-hidden />
      ))}
    </div>
  );
}

function Loading() {
  return (
    <span className={styles.aloud} role="status">
      {t({ id: 'states.loading', message: 'Загружается' })}
    </span>
  );
}
