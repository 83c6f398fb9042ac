export { cache, onSignedOut } from './cache';
export { api, csrfToken, ok } from './client';
export { Failure } from './failure';
export type { Schema } from './schema';
