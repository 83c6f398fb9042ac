import { listenToAccounts } from '@/features/accounts';
import { listenToOps } from '@/features/ops';
import { listenToOrganizations } from '@/features/organizations';
import { listenToRoster } from '@/features/roster';

/** Each feature keeps its own queries in step with the server. */
export function listenToEverything(): void {
  listenToAccounts();
  listenToOrganizations();
  listenToRoster();
  listenToOps();
}
