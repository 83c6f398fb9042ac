import { t } from '@lingui/core/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useMe } from '@/features/accounts';
import { writeTo } from '@/features/messaging';
import { api, ok, type Schema } from '@/lib/api';
import { wordsFor } from '@/lib/errors';
import { paths } from '@/lib/paths';
import { Icon28MessageOutline, IconButton, toastFailure, useGo } from '@/ui';

/** «Написать», beside whomever one may write to. */
export function WriteButton({ org, person }: { org: number; person: Schema<'Person'> }) {
  const go = useGo();
  const may = useMayWriteTo(org, person.id);
  const write = useMutation({
    mutationFn: () => writeTo({ orgId: org, userId: person.id }),
    onSuccess: (chat) => go(paths.chat(chat)),
    onError: (error) => toastFailure(wordsFor(error)),
  });
  if (!may) return null;
  return (
    <IconButton
      label={t({ id: 'write.to', message: `Написать: ${person.name}` })}
      disabled={write.isPending}
      onClick={() => write.mutate()}
    >
      <Icon28MessageOutline width={24} height={24} />
    </IconButton>
  );
}

/** The server names the first fifty; where there are more the button stands beside everybody, and the server has the last word. */
function useMayWriteTo(org: number, userId: number): boolean {
  const me = useMe();
  const { data } = useQuery({
    queryKey: ['messaging', 'writable', org],
    queryFn: () => ok(api.GET('/api/organizations/{org}/people', { params: { path: { org } } })),
  });
  if (!data || userId === me.id) return false;
  return data.more || data.people.some(({ person }) => person.id === userId);
}
