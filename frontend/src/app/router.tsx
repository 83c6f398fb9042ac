import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  useLocation,
  useParams,
} from '@tanstack/react-router';
import { LoginPage, meQuery, OutboxPage, RegisterPage, ResetPage, SetupPage } from '@/features/accounts';
import { MessagesPage } from '@/features/messaging';
import { OperatorPage } from '@/features/ops';
import { FoundPage, myOrganizationsQuery, ROLES } from '@/features/organizations';
import { ApplicationsPage, ClassesPage, InvitationSheetPage, InvitationsPage, JoinPage } from '@/features/roster';
import { cache } from '@/lib/api';
import { paths } from '@/lib/paths';
import { Crash, NotFound } from './Broken';
import { lastOrganization } from './lastOrganization';
import { SignedInShell } from './SignedInShell';
import { useMessengerOfMe } from './useMessengerOfMe';

const ClassPage = lazyRouteComponent(() => import('./ClassPage'), 'ClassPage');
const HomePage = lazyRouteComponent(() => import('./HomePage'), 'HomePage');
const MembersPage = lazyRouteComponent(() => import('./MembersPage'), 'MembersPage');
const MorePage = lazyRouteComponent(() => import('./MorePage'), 'MorePage');
const SettingsPage = lazyRouteComponent(() => import('./SettingsPage'), 'SettingsPage');
const WelcomePage = lazyRouteComponent(() => import('./WelcomePage'), 'WelcomePage');

type Next = { next?: unknown };

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound, errorComponent: Crash });

// --- open to everybody --------------------------------------------------------------------------------------------

const withNext = (search: Record<string, unknown>): Next => ('next' in search ? { next: search.next } : {});

const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  validateSearch: withNext,
  component: () => <LoginPage next={login.useSearch().next} />,
});

const register = createRoute({
  getParentRoute: () => root,
  path: '/register',
  validateSearch: withNext,
  component: () => <RegisterPage next={register.useSearch().next} />,
});

const reset = createRoute({ getParentRoute: () => root, path: '/reset', component: () => <ResetPage /> });

const outbox = createRoute({ getParentRoute: () => root, path: '/outbox', component: () => <OutboxPage /> });

const join = createRoute({
  getParentRoute: () => root,
  path: '/join/$token',
  loader: () => cache.ensureQueryData(meQuery).catch(() => null),
  component: () => {
    useMessengerOfMe();
    return <JoinPage token={join.useParams().token} />;
  },
});

// --- for who is signed in, without the navigation ------------------------------------------------------------------

const somebody = createRoute({
  getParentRoute: () => root,
  id: 'somebody',
  beforeLoad: ({ location }) => requireSomebody(location.href),
});

const sheet = createRoute({
  getParentRoute: () => somebody,
  path: '/o/$org/invitations/$invitation/sheet',
  component: () => {
    const { org, invitation } = sheet.useParams();
    return <InvitationSheetPage org={Number(org)} invitation={Number(invitation)} />;
  },
});

const setup = createRoute({
  getParentRoute: () => somebody,
  path: '/setup',
  // The token stands behind the #, which browsers do not send: it is in no log.
  component: () => <SetupPage token={useLocation().hash} />,
});

// --- for who is signed in -----------------------------------------------------------------------------------------

const signedIn = createRoute({
  getParentRoute: () => somebody,
  id: 'signed-in',
  beforeLoad: () => cache.ensureQueryData(myOrganizationsQuery),
  component: SignedInShell,
});

const start = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  beforeLoad: async () => {
    throw redirect({ href: await firstPage(), replace: true });
  },
});

const welcome = createRoute({ getParentRoute: () => signedIn, path: '/welcome', component: WelcomePage });
const found = createRoute({ getParentRoute: () => signedIn, path: '/found', component: () => <FoundPage /> });
const settings = createRoute({ getParentRoute: () => signedIn, path: '/settings', component: SettingsPage });
const more = createRoute({ getParentRoute: () => signedIn, path: '/more', component: MorePage });
const operator = createRoute({ getParentRoute: () => signedIn, path: '/operator', component: () => <OperatorPage /> });

// One page for the three addresses: the list stays where it is while one goes from chat to chat.
const messages = createRoute({
  getParentRoute: () => signedIn,
  path: '/messages',
  component: () => {
    const { chat, seq } = useParams({ strict: false });
    return <MessagesPage chat={chat ? Number(chat) : undefined} seq={seq ? Number(seq) : undefined} />;
  },
});
const messageList = createRoute({ getParentRoute: () => messages, path: '/' });
const chat = createRoute({ getParentRoute: () => messages, path: '/$chat', staticData: { bare: true } });
const message = createRoute({ getParentRoute: () => messages, path: '/$chat/$seq', staticData: { bare: true } });

const organization = createRoute({ getParentRoute: () => signedIn, path: '/o/$org' });

function useOrg(): number {
  return Number(organization.useParams().org);
}

const home = createRoute({ getParentRoute: () => organization, path: '/', component: () => <HomePage org={useOrg()} /> });
const members = createRoute({
  getParentRoute: () => organization,
  path: '/members',
  validateSearch: (search: Record<string, unknown>) => {
    const role = ROLES.find((each) => each === search.role);
    return role ? { role } : {};
  },
  component: () => <MembersPage org={useOrg()} role={members.useSearch().role} />,
});
const classes = createRoute({ getParentRoute: () => organization, path: '/classes', component: () => <ClassesPage org={useOrg()} /> });
const schoolClass = createRoute({
  getParentRoute: () => organization,
  path: '/classes/$class',
  component: () => <ClassPage org={useOrg()} id={Number(schoolClass.useParams().class)} />,
});
const invitations = createRoute({
  getParentRoute: () => organization,
  path: '/invitations',
  component: () => <InvitationsPage org={useOrg()} />,
});
const applications = createRoute({
  getParentRoute: () => organization,
  path: '/applications',
  component: () => <ApplicationsPage org={useOrg()} />,
});

export const router = createRouter({
  routeTree: root.addChildren([
    login,
    register,
    reset,
    outbox,
    join,
    somebody.addChildren([
      sheet,
      setup,
      signedIn.addChildren([
        start,
        welcome,
        found,
        settings,
        more,
        operator,
        messages.addChildren([messageList, chat, message]),
        organization.addChildren([home, members, classes, schoolClass, invitations, applications]),
      ]),
    ]),
  ]),
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
  const me = await cache.ensureQueryData({ ...meQuery, revalidateIfStale: true });
  if (!me) throw redirect({ href: paths.login(next) });
}

async function firstPage(): Promise<string> {
  const mine = await cache.ensureQueryData(myOrganizationsQuery);
  const organization = mine.find(({ id }) => id === lastOrganization()) ?? mine[0];
  return organization ? paths.home(organization.id) : paths.welcome();
}
