export { DemoNote } from './DemoNote';
export {
  clearAway,
  type Installation,
  installationKey,
  installationQuery,
  isSigningOut,
  type Me,
  meKey,
  meQuery,
  signOut,
  useInstallation,
} from './data';
export { listenToAccounts } from './live';
export { useMe, WhileSignedIn } from './me';
export * from './pages';
