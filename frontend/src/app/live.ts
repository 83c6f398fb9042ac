import { listenToAccounts } from '@/features/accounts';

/** Each feature keeps its own queries in step with the server. */
export function listenToEverything(): void {
  listenToAccounts();
}
