import { t } from '@lingui/core/macro';
import { Icon16CheckDoubleOutline, Icon16CheckOutline, Icon16ClockOutline, Icon16ErrorCircleFill } from '@/ui';
import styles from './Ticks.module.css';

/** One tick: the server has it; two: somebody has read it. */
export function Ticks({ read }: { read: boolean }) {
  return (
    <span className={read ? `${styles.ticks} ${styles.read}` : styles.ticks}>
      {read ? <Icon16CheckDoubleOutline /> : <Icon16CheckOutline />}
      <span className={styles.aloud}>
        {read ? t({ id: 'messaging.ticks.read', message: 'Прочитано' }) : t({ id: 'messaging.ticks.sent', message: 'Отправлено' })}
      </span>
    </span>
  );
}

export function OnItsWay({ failed }: { failed: boolean }) {
  return (
    <span className={failed ? `${styles.ticks} ${styles.failed}` : styles.ticks}>
      {failed ? <Icon16ErrorCircleFill /> : <Icon16ClockOutline />}
      <span className={styles.aloud}>
        {failed
          ? t({ id: 'messaging.ticks.failed', message: 'Не отправлено' })
          : t({ id: 'messaging.ticks.pending', message: 'Отправляется' })}
      </span>
    </span>
  );
}
