export { listenToOps } from './live';
export * from './pages';
