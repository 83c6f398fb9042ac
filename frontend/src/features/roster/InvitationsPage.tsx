import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { roleWord, useOrganization } from '@/features/organizations';
import { dayOf, momentOf } from '@/lib/dates';
import { wordsFor } from '@/lib/errors';
import {
  Button,
  Card,
  CopyButton,
  confirm,
  Dialog,
  Empty,
  Icon28QrCodeOutline,
  Icon56LinkCircleOutline,
  IconButton,
  Page,
  Remote,
  RowsSkeleton,
  SimpleCell,
  toastFailure,
} from '@/ui';
import { type Invitation, useInvitations, useRevoke } from './data';
import { InviteDialog } from './InviteDialog';
import { LinkAndQr } from './LinkAndQr';
import styles from './roster.module.css';

/** «Приглашения по ссылке»: make, hand on, revoke. */
export function InvitationsPage({ org }: { org: number }) {
  const invitations = useInvitations(org);
  const mayInvite = useOrganization(org).data?.may.invite ?? false;
  const [creating, setCreating] = useState(false);
  const [shown, setShown] = useState<Invitation>();
  const pages = invitations.data?.pages;
  const create = mayInvite && (
    <Button size="m" onClick={() => setCreating(true)}>
      {t({ id: 'invitations.create', message: 'Создать ссылку' })}
    </Button>
  );
  return (
    <Page title={t({ id: 'invitations.title', message: 'Приглашения' })} actions={create}>
      <Card flush>
        <Remote query={{ ...invitations, data: pages }} skeleton={<RowsSkeleton rows={4} avatar={0} />}>
          {(list) =>
            list[0]?.total === 0 ? (
              <Empty icon={<Icon56LinkCircleOutline />} title={t({ id: 'invitations.empty', message: 'Ссылок пока нет' })} action={create}>
                {t({ id: 'invitations.emptyText', message: 'По ссылке или QR-коду человек подаёт заявку, а вы решаете, принять ли её.' })}
              </Empty>
            ) : (
              <ul>
                {list.flatMap((page) =>
                  page.invitations.map((invitation) => (
                    <li key={invitation.id} className={styles.row}>
                      <InvitationRow org={org} invitation={invitation} onShow={() => setShown(invitation)} />
                    </li>
                  )),
                )}
              </ul>
            )
          }
        </Remote>
        {invitations.hasNextPage && (
          <div className={styles.more}>
            <Button mode="secondary" size="m" loading={invitations.isFetchingNextPage} onClick={() => void invitations.fetchNextPage()}>
              {t({ id: 'invitations.more', message: 'Показать ещё' })}
            </Button>
          </div>
        )}
      </Card>
      {creating && <InviteDialog org={org} onClose={() => setCreating(false)} />}
      {shown && (
        <Dialog title={whomIn(shown)} open onClose={() => setShown(undefined)}>
          <LinkAndQr org={org} invitation={shown} />
        </Dialog>
      )}
    </Page>
  );
}

function InvitationRow({ org, invitation, onShow }: { org: number; invitation: Invitation; onShow: () => void }) {
  const revoke = useRevoke(org);
  const usable = invitation.state === 'open' || invitation.state === 'unverified';

  async function ask() {
    const sure = await confirm({
      title: t({ id: 'invitations.revokeTitle', message: 'Отозвать ссылку?' }),
      text: t({ id: 'invitations.revokeText', message: 'По ней больше никто не сможет подать заявку. Поданные заявки останутся.' }),
      action: t({ id: 'invitations.revokeConfirm', message: 'Отозвать' }),
      destructive: true,
    });
    if (sure) revoke.mutate(invitation.id, { onError: (error) => toastFailure(wordsFor(error)) });
  }
  const used = t({ id: 'invitations.used', message: `Заявок ${invitation.uses} из ${invitation.max_uses}` });
  const by = t({ id: 'invitations.by', message: `создана ${dayOf(invitation.created_at)}, ${invitation.created_by.short_name}` });
  return (
    <>
      <SimpleCell
        Component="div"
        className={styles.wideCell}
        multiline
        subtitle={
          <>
            <span className={usable ? undefined : styles.warning}>{stateWords(invitation)}</span> · {used}
          </>
        }
        extraSubtitle={by}
      >
        {whomIn(invitation)}
      </SimpleCell>
      {usable && (
        <div className={styles.rowActions}>
          <CopyButton icon text={invitation.url} label={t({ id: 'invitations.copy', message: 'Скопировать ссылку' })} />
          <IconButton label={t({ id: 'invitations.qr', message: 'Показать QR-код' })} onClick={onShow}>
            <Icon28QrCodeOutline width={24} height={24} />
          </IconButton>
          {invitation.may.revoke && (
            <Button mode="tertiary" appearance="negative" loading={revoke.isPending} onClick={() => void ask()}>
              {t({ id: 'invitations.revoke', message: 'Отозвать' })}
            </Button>
          )}
        </div>
      )}
    </>
  );
}

/** «Учащийся · 7А». */
function whomIn({ role, classes }: Invitation): string {
  return [roleWord(role), classes.map(({ title }) => title).join(', ')].filter(Boolean).join(' · ');
}

function stateWords({ state, expires_at }: Invitation): string {
  switch (state) {
    case 'open':
      return t({ id: 'invitationState.open', message: `Действует до ${momentOf(expires_at)}` });
    case 'expired':
      return t({ id: 'invitationState.expired', message: 'Срок истёк' });
    case 'used_up':
      return t({ id: 'invitationState.usedUp', message: 'Использована полностью' });
    case 'revoked':
      return t({ id: 'invitationState.revoked', message: 'Отозвана' });
    case 'unverified':
      return t({ id: 'invitationState.unverified', message: 'Заработает после подтверждения организации' });
    case 'suspended':
      return t({ id: 'invitationState.suspended', message: 'Работа организации приостановлена' });
  }
}
