import { MutationCache, onlineManager, QueryCache, QueryClient } from '@tanstack/react-query';
import { Failure } from './failure';

// Else a page that was opened without a line would not notice that the line is back.
onlineManager.setOnline(navigator.onLine);

const signedOutListeners = new Set<() => void>();

/** Server state. Queries ask even when the browser says that it is offline: it is often wrong, and the cache answers then. */
export const cache = new QueryClient({
  queryCache: new QueryCache({ onError: noticeSignedOut }),
  mutationCache: new MutationCache({ onError: noticeSignedOut }),
  defaultOptions: {
    queries: {
      networkMode: 'offlineFirst',
      staleTime: 30_000,
      retry: (count, error) => count < 2 && error instanceof Failure && error.isPassing,
    },
    mutations: { networkMode: 'always' },
  },
});

/** Be told when the server says that nobody is signed in any more. */
export function onSignedOut(listener: () => void): () => void {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

function noticeSignedOut(error: unknown) {
  if (error instanceof Failure && error.isSignedOut) for (const listener of signedOutListeners) listener();
}
