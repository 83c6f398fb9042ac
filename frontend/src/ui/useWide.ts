import { useSyncExternalStore } from 'react';

// The width at which the left navigation takes the place of the tab bar; the style sheets use the same one.
const wide = matchMedia('(min-width: 768px)');

/** The window has room for the left navigation: a computer or a tablet. */
export function useWide(): boolean {
  return useSyncExternalStore(
    (listener) => {
      wide.addEventListener('change', listener);
      return () => wide.removeEventListener('change', listener);
    },
    () => wide.matches,
  );
}
