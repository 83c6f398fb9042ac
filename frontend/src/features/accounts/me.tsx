import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, use } from 'react';
import { type Me, meQuery } from './data';

const MeContext = createContext<Me | undefined>(undefined);

/** Draws its children while somebody is signed in, and nothing from the moment in which nobody is. */
export function WhileSignedIn({ children }: { children: ReactNode }) {
  const me = useQuery(meQuery).data;
  return me ? <MeContext value={me}>{children}</MeContext> : null;
}

/** Whoever is signed in; inside `WhileSignedIn`, where somebody always is. */
export function useMe(): Me {
  const me = use(MeContext);
  if (!me) throw new Error('useMe on a page that is open to strangers');
  return me;
}
