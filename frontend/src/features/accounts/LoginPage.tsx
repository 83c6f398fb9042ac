import { t } from '@lingui/core/macro';
import { Page } from '@/ui';

export function LoginPage() {
  return <Page title={t({ id: 'login.title', message: 'Вход' })}>…</Page>;
}
