export { type Installation, installationKey, installationQuery, type Me, meKey, meQuery, useInstallation, useMe } from './data';
export { listenToAccounts } from './live';
export * from './pages';
