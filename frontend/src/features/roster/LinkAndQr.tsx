import { t } from '@lingui/core/macro';
import { lazy, Suspense } from 'react';
import { paths } from '@/lib/paths';
import { Button, CopyButton, Icon28PrinterOutline, Skeleton, useLinkTo } from '@/ui';
import type { Invitation } from './data';
import styles from './roster.module.css';

const Qr = lazy(() => import('./Qr'));

/** An invitation to hand on: the address, the code to point a camera at, the sheet for the wall. */
export function LinkAndQr({ org, invitation }: { org: number; invitation: Invitation }) {
  const linkTo = useLinkTo();
  return (
    <div className={styles.dialogBlock}>
      <div className={styles.link}>
        <span>{invitation.url}</span>
        <CopyButton icon text={invitation.url} label={t({ id: 'link.copyIcon', message: 'Скопировать ссылку' })} />
      </div>
      <div className={styles.qr}>
        <Suspense fallback={<Skeleton width={220} height={220} />}>
          <Qr text={invitation.url} size={220} label={t({ id: 'link.qr', message: 'QR-код приглашения' })} />
        </Suspense>
      </div>
      <div className={styles.inviteButtons}>
        <CopyButton text={invitation.url} label={t({ id: 'link.copy', message: 'Скопировать' })} />
        <Button
          mode="secondary"
          size="m"
          before={<Icon28PrinterOutline width={20} height={20} />}
          {...linkTo(paths.invitationSheet(org, invitation.id))}
        >
          {t({ id: 'link.sheet', message: 'Лист для печати' })}
        </Button>
      </div>
    </div>
  );
}
