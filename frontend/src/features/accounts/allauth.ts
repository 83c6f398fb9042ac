import { csrfToken, Failure } from '@/lib/api';
import type { Contact } from '@/lib/contacts';

// django-allauth's headless API keeps its own format, which this file alone knows. A step that wants another one (a code,
// say) answers 401 and names it as a pending flow.

const BASE = '/_allauth/browser/v1';

export type NewProfile = Contact & {
  password: string;
  surname: string;
  given_name: string;
  patronymic: string;
  birth_date: string;
  gender?: 'female' | 'male';
};

/** What the server wants next. */
export type Step = 'signed_in' | 'verify_email' | 'verify_phone' | 'reset_by_code' | 'signed_out';

type Flow = { id: string; is_pending?: boolean };
type Answer = { status: number; data?: { flows?: Flow[] }; errors?: { code: string; param?: string; message: string }[] };

export function logIn(contact: Contact, password: string): Promise<Step> {
  return post('/auth/login', { ...contact, password });
}

export function signUp(profile: NewProfile): Promise<Step> {
  return post('/auth/signup', profile);
}

export function verify(step: 'verify_email' | 'verify_phone', code: string): Promise<Step> {
  return step === 'verify_email' ? post('/auth/email/verify', { key: code }) : post('/auth/phone/verify', { code });
}

export function sendCodeAgain(step: 'verify_email' | 'verify_phone'): Promise<Step> {
  return post(step === 'verify_email' ? '/auth/email/verify/resend' : '/auth/phone/verify/resend', {});
}

export function requestReset(email: string): Promise<Step> {
  return post('/auth/password/request', { email });
}

export function resetByEmail(code: string, password: string): Promise<Step> {
  return post('/auth/password/reset', { key: code, password });
}

export function changePassword(current: string, next: string): Promise<Step> {
  return post('/account/password/change', { current_password: current, new_password: next });
}

export function logOut(): Promise<Step> {
  return call('DELETE', '/auth/session');
}

/** What the server waits for; asking it also sets the CSRF cookie, which every other call needs. */
export function currentStep(): Promise<Step> {
  return call('GET', '/auth/session');
}

async function post(path: string, body: object): Promise<Step> {
  if (!csrfToken()) await currentStep();
  return call('POST', path, body);
}

async function call(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<Step> {
  const response = await fetch(BASE + path, {
    method,
    credentials: 'same-origin',
    headers: { Accept: 'application/json', 'X-CSRFToken': csrfToken(), ...(body && { 'Content-Type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  }).catch((reason: unknown) => {
    throw Failure.unreachable(reason);
  });
  const answer = (await response.json().catch(() => ({ status: response.status }))) as Answer;
  if (response.ok) return 'signed_in';
  if (response.status === 401) return pendingStep(answer);
  throw failureOf(response, answer);
}

function pendingStep({ data }: Answer): Step {
  const pending = data?.flows?.find((flow) => flow.is_pending)?.id;
  if (pending === 'verify_email' || pending === 'verify_phone') return pending;
  return pending === 'password_reset_by_code' ? 'reset_by_code' : 'signed_out';
}

function failureOf(response: Response, { errors, ...problem }: Answer & { code?: string; params?: Record<string, unknown> }): Failure {
  const [first] = errors ?? [];
  if (response.status === 429) {
    const seconds = Number(response.headers.get('Retry-After')) || Number(problem.params?.retry_after) || 60;
    return new Failure({ status: 429, code: 'platform.too_many', params: { retry_after: seconds } });
  }
  if (!first) return new Failure({ status: response.status, code: problem.code ?? 'web.unexpected_answer', params: problem.params ?? {} });
  return new Failure({ status: response.status, code: `allauth.${first.code}`, params: { errors } });
}
