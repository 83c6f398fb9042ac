import { t } from '@lingui/core/macro';
import { useMutation } from '@tanstack/react-query';
import { cache } from '@/lib/api';
import { wordsFor } from '@/lib/errors';
import { paths } from '@/lib/paths';
import { Button, Div, Notice, Plain, toast, useGo } from '@/ui';
import { becomeOperator, meKey } from './data';

/** The one-time link from the terminal: who is signed in becomes an operator. */
export function SetupPage({ token }: { token: string }) {
  const go = useGo();
  const setup = useMutation({
    mutationFn: () => becomeOperator(token),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: meKey });
      toast(t({ id: 'setup.done', message: 'Теперь вы оператор этой установки' }));
      go(paths.operator(), { replace: true });
    },
  });
  return (
    <Plain
      title={t({ id: 'setup.title', message: 'Стать оператором' })}
      lead={t({
        id: 'setup.lead',
        message: 'Оператор следит за установкой Парты: подтверждает школы и назначает их администраторов. Чужих сообщений он не видит.',
      })}
    >
      <Div>
        {setup.error && <Notice tone="error">{wordsFor(setup.error)}</Notice>}
        <Button size="l" stretched loading={setup.isPending} onClick={() => setup.mutate()}>
          {t({ id: 'setup.submit', message: 'Стать оператором' })}
        </Button>
      </Div>
    </Plain>
  );
}
