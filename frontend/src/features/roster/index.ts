export type { Member } from './data';
export { EnterByLink } from './EnterByLink';
export { MyClasses, People } from './HomeBlocks';
export { listenToRoster } from './live';
export * from './pages';
