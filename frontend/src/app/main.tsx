import { I18nProvider } from '@lingui/react';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { installationKey, meKey } from '@/features/accounts';
import { myOrganizationsKey } from '@/features/organizations';
import { cache } from '@/lib/api';
import { i18n, rememberedLanguage, speak } from '@/lib/i18n';
import { keepAcrossStarts } from '@/lib/kept';
import { Interface } from '@/ui';
import { listenToEverything } from './live';
import { watchForNewVersion } from './newVersion';
import { router } from './router';

function App() {
  const locale = useSyncExternalStore(
    (listener) => i18n.on('change', listener),
    () => i18n.locale,
  );
  // Another language draws everything anew: words are asked for while drawing, not subscribed to.
  return (
    <I18nProvider i18n={i18n} key={locale}>
      <QueryClientProvider client={cache}>
        <Interface locale={locale}>
          <RouterProvider router={router} />
        </Interface>
      </QueryClientProvider>
    </I18nProvider>
  );
}

async function start(root: HTMLElement) {
  await speak(rememberedLanguage());
  keepAcrossStarts([meKey, myOrganizationsKey, installationKey]);
  listenToEverything();
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
  watchForNewVersion();
}

const root = document.getElementById('root');
if (root) void start(root);
