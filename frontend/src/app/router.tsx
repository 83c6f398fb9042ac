import { createRootRoute, createRoute, createRouter, Outlet, redirect } from '@tanstack/react-router';
import { LoginPage, meKey, meQuery } from '@/features/accounts';
import { myOrganizationsQuery } from '@/features/organizations';
import { cache, Failure } from '@/lib/api';
import { paths } from '@/lib/paths';
import { Crash, NotFound } from './Broken';
import { lastOrganization } from './lastOrganization';
import { SignedInShell } from './SignedInShell';

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound, errorComponent: Crash });

// --- open to everybody --------------------------------------------------------------------------------------------

const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  component: LoginPage,
});

// --- for who is signed in -----------------------------------------------------------------------------------------

const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: ({ location }) => requireSomebody(location.href),
  component: SignedInShell,
});

const organization = createRoute({ getParentRoute: () => signedIn, path: '/o/$org' });

const home = createRoute({ getParentRoute: () => organization, path: '/', component: () => null });

const start = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  beforeLoad: async () => {
    throw redirect({ href: await firstPage(), replace: true });
  },
});

export const router = createRouter({
  routeTree: root.addChildren([login, signedIn.addChildren([start, organization.addChildren([home])])]),
  defaultPreload: 'intent',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
  interface StaticDataRouteOption {
    /** The page wants the whole window of a phone: no tab bar. */
    bare?: boolean;
  }
}

/** Somebody is signed in, or was when there was a line: what is kept is shown until the server can be asked. */
async function requireSomebody(next: string) {
  const kept = cache.getQueryData(meKey);
  if (kept) {
    void cache.prefetchQuery(meQuery);
    return;
  }
  try {
    await cache.fetchQuery(meQuery);
  } catch (error) {
    if (error instanceof Failure && error.isSignedOut) throw redirect({ href: paths.login(next) });
    throw error;
  }
}

async function firstPage(): Promise<string> {
  const mine = await cache.ensureQueryData(myOrganizationsQuery);
  const organization = mine.find(({ id }) => id === lastOrganization()) ?? mine[0];
  return organization ? paths.home(organization.id) : paths.welcome();
}
