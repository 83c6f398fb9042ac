import { useSyncExternalStore } from 'react';

export type Theme = 'auto' | 'light' | 'dark';
export type Scheme = 'light' | 'dark';

const REMEMBERED = 'parta.theme';
const darkOutside = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

export function chosenTheme(): Theme {
  const remembered = localStorage.getItem(REMEMBERED);
  return remembered === 'light' || remembered === 'dark' ? remembered : 'auto';
}

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(REMEMBERED, theme);
  for (const listener of listeners) listener();
}

export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, chosenTheme);
}

export function useScheme(): Scheme {
  return useSyncExternalStore(subscribe, schemeNow);
}

function schemeNow(): Scheme {
  const theme = chosenTheme();
  if (theme !== 'auto') return theme;
  return darkOutside.matches ? 'dark' : 'light';
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  darkOutside.addEventListener('change', listener);
  return () => {
    listeners.delete(listener);
    darkOutside.removeEventListener('change', listener);
  };
}
