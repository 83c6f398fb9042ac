import { I18nProvider } from '@lingui/react';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { clearAway, installationKey, isSigningOut, meKey } from '@/features/accounts';
import { closeMessenger, onSessionEnded } from '@/features/messaging';
import { myOrganizationsKey, organizationKey } from '@/features/organizations';
import { cache, onSignedOut } from '@/lib/api';
import { i18n, rememberedLanguage, speak } from '@/lib/i18n';
import { keepAcrossStarts } from '@/lib/kept';
import { paths } from '@/lib/paths';
import { onLeaving } from '@/lib/session';
import { Interface } from '@/ui';
import { lastOrganization } from './lastOrganization';
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

/** The session was ended from elsewhere: sign in again, and come back to this page. */
function backToLogin() {
  if (isSigningOut() || !cache.getQueryData(meKey)) return;
  const here = location.pathname + location.search;
  void clearAway().then(() => router.history.replace(paths.login(here)));
}

async function start(root: HTMLElement) {
  await speak(rememberedLanguage());
  keepAcrossStarts([meKey, myOrganizationsKey, installationKey, organizationKey(lastOrganization() ?? 0)]);
  onSignedOut(backToLogin);
  onSessionEnded(backToLogin);
  onLeaving(() => closeMessenger({ forget: true }));
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
