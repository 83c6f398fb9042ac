import { t } from '@lingui/core/macro';
import { wordsFor } from '@/lib/errors';
import { Avatar, Button, Card, confirm, lettersOf, SimpleCell, toast, toastFailure } from '@/ui';
import { type MyOrganization, useLeave, useMyOrganizations } from './data';
import { rolesInWords } from './words';

/** The organisations that I belong to, and the way out; nothing when there are none. */
export function MyMemberships() {
  const organizations = useMyOrganizations();
  if (organizations.length === 0) return null;
  return (
    <Card title={t({ id: 'memberships.title', message: 'Мои организации' })} flush>
      <ul>
        {organizations.map((organization) => (
          <li key={organization.id}>
            <Membership organization={organization} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Membership({ organization: { id, name, short_name, roles } }: { organization: MyOrganization }) {
  const leave = useLeave();

  async function ask() {
    const sure = await confirm({
      title: t({ id: 'memberships.leaveTitle', message: `Покинуть организацию «${short_name || name}»?` }),
      text: t({ id: 'memberships.leaveText', message: 'Её чаты закроются сразу. Вернуться можно будет только по новому приглашению.' }),
      action: t({ id: 'memberships.leaveConfirm', message: 'Покинуть' }),
      destructive: true,
    });
    if (!sure) return;
    leave.mutate(id, {
      onSuccess: () => toast(t({ id: 'memberships.left', message: 'Вы больше не участник' })),
      onError: (error) => toastFailure(wordsFor(error)),
    });
  }
  return (
    <SimpleCell
      Component="div"
      before={<Avatar id={id} letters={lettersOf(short_name || name)} size={40} square />}
      subtitle={rolesInWords(roles)}
      after={
        <Button mode="tertiary" appearance="negative" loading={leave.isPending} onClick={() => void ask()}>
          {t({ id: 'memberships.leave', message: 'Покинуть' })}
        </Button>
      }
    >
      {name}
    </SimpleCell>
  );
}
