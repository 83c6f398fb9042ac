import { t } from '@lingui/core/macro';
import { toast } from '@/ui';

/** Install the service worker, and offer to change over when a newer app has arrived. */
export function watchForNewVersion(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  void navigator.serviceWorker.register('/sw.js').then((registration) => {
    registration.addEventListener('updatefound', () => {
      const next = registration.installing;
      next?.addEventListener('statechange', () => {
        if (next.state === 'installed' && navigator.serviceWorker.controller) offer(next);
      });
    });
  });
}

function offer(next: ServiceWorker) {
  toast(t({ id: 'version.new', message: 'Вышла новая версия Парты' }), {
    label: t({ id: 'version.reload', message: 'Обновить' }),
    run: () => {
      navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
      next.postMessage({ type: 'SKIP_WAITING' });
    },
  });
}
