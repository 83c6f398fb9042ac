/** The addresses of the app's pages, in one place. */
export const paths = {
  login: (next?: string) => withNext('/login', next),
  register: (next?: string) => withNext('/register', next),
  reset: () => '/reset',
  welcome: () => '/welcome',
  found: () => '/found',
  home: (org: number) => `/o/${org}`,
  members: (org: number) => `/o/${org}/members`,
  classes: (org: number) => `/o/${org}/classes`,
  schoolClass: (org: number, id: number) => `/o/${org}/classes/${id}`,
  invitations: (org: number) => `/o/${org}/invitations`,
  invitationSheet: (org: number, id: number) => `/o/${org}/invitations/${id}/sheet`,
  applications: (org: number) => `/o/${org}/applications`,
  join: (token: string) => `/join/${token}`,
  messages: () => '/messages',
  chat: (chat: number) => `/messages/${chat}`,
  message: (chat: number, seq: number) => `/messages/${chat}/${seq}`,
  settings: () => '/settings',
  more: () => '/more',
  operator: () => '/operator',
  outbox: () => '/outbox',
};

function withNext(path: string, next: string | undefined): string {
  return next && next !== '/' ? `${path}?next=${encodeURIComponent(next)}` : path;
}

/** Where to go after signing in: only inside the app, whatever the address says. */
export function safeNext(next: unknown): string {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : '/';
}
