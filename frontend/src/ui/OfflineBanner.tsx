import { t } from '@lingui/core/macro';
import { useSyncExternalStore } from 'react';
import styles from './OfflineBanner.module.css';

/** Says that there is no line, for as long as there is none. */
export function OfflineBanner() {
  const online = useSyncExternalStore(subscribe, () => navigator.onLine);
  return (
    <div role="status">
      {!online && (
        <div className={styles.banner}>{t({ id: 'offline.banner', message: 'Нет соединения. Показано то, что уже загружено.' })}</div>
      )}
    </div>
  );
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}
