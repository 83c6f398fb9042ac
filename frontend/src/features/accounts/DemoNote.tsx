import { t } from '@lingui/core/macro';
import { paths } from '@/lib/paths';
import { Link, useLinkTo } from '@/ui';
import styles from './accounts.module.css';
import { useInstallation } from './data';

/** Says that nothing here is for real, and where codes can be read. */
export function DemoNote() {
  const installation = useInstallation();
  const linkTo = useLinkTo();
  if (!installation?.demo) return null;
  return (
    <aside className={styles.demo} aria-label={t({ id: 'demo.label', message: 'О демонстрационном режиме' })}>
      <strong>{t({ id: 'demo.title', message: 'Это демонстрация Парты.' })}</strong>{' '}
      {t({ id: 'demo.text', message: 'Имена и пароли для входа напечатаны в терминале, в котором запущена Парта.' })}
      {isLoopback() && (
        <>
          {' '}
          <Link {...linkTo(paths.outbox())}>{t({ id: 'demo.outbox', message: 'Отправленные письма и СМС' })}</Link>
        </>
      )}
    </aside>
  );
}

/** The page of sent messages answers this very machine only. */
function isLoopback(): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(location.hostname);
}
