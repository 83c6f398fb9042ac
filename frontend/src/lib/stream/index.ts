export { type Stream, type StreamPorts, startStream } from './client';
export { SignedOut } from './socket';
export {
  type Chat,
  isBehind,
  type Line,
  newestRun,
  type Overlay,
  overlayKey,
  type Pending,
  type Progress,
  pendingOf,
  type Run,
  runAround,
  type State,
} from './state';
export { uuid7 } from './uuid7';
export type { Card, Entity, MessageView } from './wire';
