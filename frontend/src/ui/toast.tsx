import { Snackbar } from '@vkontakte/vkui';
import { useSyncExternalStore } from 'react';
import { Icon24CheckCircleOutline, Icon28CancelOutline } from './icons';

type Toast = { id: number; text: string; tone: 'done' | 'failed'; action?: { label: string; run: () => void } | undefined };

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

/** Say in passing what was done. */
export function toast(text: string, action?: Toast['action']): void {
  show({ text, tone: 'done', action });
}

/** Say in passing what did not work; for what must be acted on use a `FormStatus` or `Failed` in its place. */
export function toastFailure(text: string): void {
  show({ text, tone: 'failed' });
}

export function ToastHost() {
  const [first] = useSyncExternalStore(subscribe, () => toasts);
  if (!first) return null;
  return (
    <Snackbar
      key={first.id}
      placement="bottom-start"
      offsetY="calc(var(--parta--tabs_height) + 8px)"
      before={first.tone === 'done' ? <Icon24CheckCircleOutline /> : <Icon28CancelOutline width={24} height={24} />}
      action={first.action?.label}
      onActionClick={first.action?.run}
      onClosed={() => replace(toasts.filter((each) => each.id !== first.id))}
    >
      {first.text}
    </Snackbar>
  );
}

function show(toast: Omit<Toast, 'id'>) {
  lastId += 1;
  // Only the newest two: a row of old ones would still be talking when the person is elsewhere.
  replace([...toasts.slice(-1), { ...toast, id: lastId }]);
}

function replace(next: readonly Toast[]) {
  toasts = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
