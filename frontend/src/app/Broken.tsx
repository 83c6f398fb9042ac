import { t } from '@lingui/core/macro';
import { Button, Empty, Failed, Icon56ErrorOutline, useLinkTo, useTitle } from '@/ui';
import styles from './Broken.module.css';

export function NotFound() {
  const linkTo = useLinkTo();
  const title = t({ id: 'notFound.title', message: 'Такой страницы нет' });
  useTitle(title);
  return (
    <main className={styles.page}>
      <Empty
        icon={<Icon56ErrorOutline />}
        title={<h1 className={styles.title}>{title}</h1>}
        action={
          <Button size="m" {...linkTo('/')}>
            {t({ id: 'notFound.home', message: 'На главную' })}
          </Button>
        }
      >
        {t({ id: 'notFound.text', message: 'Проверьте адрес: возможно, ссылка устарела.' })}
      </Empty>
    </main>
  );
}

/** A page did not load or broke while drawing. */
export function Crash({ error }: { error: unknown }) {
  return (
    <main className={styles.page}>
      <Failed error={error} onRetry={() => location.reload()} />
    </main>
  );
}
