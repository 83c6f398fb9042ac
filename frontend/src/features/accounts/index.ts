export { DemoNote } from './DemoNote';
export {
  clearAway,
  type Installation,
  installationKey,
  installationQuery,
  type Me,
  meKey,
  meQuery,
  signOut,
  useInstallation,
  useMe,
} from './data';
export { listenToAccounts } from './live';
export * from './pages';
