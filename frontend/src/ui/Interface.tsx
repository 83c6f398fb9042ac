import '@vkontakte/vkui/dist/cssm/styles/themes.css';
import './tokens.css';
import { AdaptivityProvider, AppRoot, ConfigProvider } from '@vkontakte/vkui';
import type { ReactNode } from 'react';
import { ConfirmHost } from './confirm';
import { useScheme } from './theme';
import { ToastHost } from './toast';

// One look on every platform: what was checked for contrast and width here is what everybody sees.
const TOKENS = { light: 'vkui--vkBase--light', dark: 'vkui--vkBase--dark' };

/** Everything that the components of `ui/` need around them. */
export function Interface({ locale, children }: { locale: string; children: ReactNode }) {
  return (
    <ConfigProvider platform="android" colorScheme={useScheme()} tokensClassNames={TOKENS} locale={locale}>
      <AdaptivityProvider>
        <AppRoot layout="card" userSelectMode="enabled">
          {children}
          <ConfirmHost />
          <ToastHost />
        </AppRoot>
      </AdaptivityProvider>
    </ConfigProvider>
  );
}
