import { t } from '@lingui/core/macro';
import { Alert } from '@vkontakte/vkui';
import { useSyncExternalStore } from 'react';

type Question = { title: string; text?: string | undefined; action: string; destructive?: boolean };
type Asked = Question & { answer: (yes: boolean) => void };

let asked: Asked | undefined;
const listeners = new Set<() => void>();

/** Ask before something that cannot be taken back: `if (await confirm({ … })) …`. */
export function confirm(question: Question): Promise<boolean> {
  asked?.answer(false);
  return new Promise((resolve) => replace({ ...question, answer: resolve }));
}

export function ConfirmHost() {
  const question = useSyncExternalStore(subscribe, () => asked);
  if (!question) return null;

  function close(yes: boolean) {
    question?.answer(yes);
  }
  return (
    <Alert
      key={question.title}
      title={question.title}
      description={question.text}
      dismissLabel={t({ id: 'confirm.close', message: 'Закрыть' })}
      actions={[
        { title: t({ id: 'confirm.cancel', message: 'Отмена' }), mode: 'cancel', action: () => close(false) },
        { title: question.action, mode: question.destructive ? 'destructive' : 'default', action: () => close(true) },
      ]}
      onClosed={() => {
        close(false);
        replace(undefined);
      }}
    />
  );
}

function replace(next: Asked | undefined) {
  asked = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
