import createClient, { type Middleware } from 'openapi-fetch';
import type { paths } from '@/generated/api';
import { Failure, failureOf } from './failure';

/** The HTTP API, typed by the contract. Always behind `ok()`, which gives the body or throws a `Failure`. */
export const api = createClient<paths>({ baseUrl: '', credentials: 'same-origin' });

const UNSAFE = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

const withCsrfToken: Middleware = {
  onRequest({ request }) {
    if (UNSAFE.has(request.method)) request.headers.set('X-CSRFToken', csrfToken());
    return request;
  },
};
api.use(withCsrfToken);

/** The body of a successful answer; everything else is thrown as a `Failure`. */
export async function ok<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await call.catch((reason: unknown) => {
    throw Failure.unreachable(reason);
  });
  if (!response.ok) throw failureOf(response, error);
  return data as T;
}

export function csrfToken(): string {
  return /(?:^|;\s*)csrftoken=([^;]*)/.exec(document.cookie)?.[1] ?? '';
}
