import { SettingsPage as Settings } from '@/features/accounts';
import { MyMemberships } from '@/features/organizations';

/** «Настройки». */
export function SettingsPage() {
  return <Settings memberships={<MyMemberships />} />;
}
