import { csrfToken, Failure } from '@/lib/api';
import { failureOf } from '@/lib/api/failure';
import type { Card, Entity, MessageView } from '@/lib/stream';

export interface Person {
  id: number;
  name: string;
  short_name: string;
  initials: string;
  is_teacher: boolean;
}

export type ChatKind =
  | 'direct'
  | 'group'
  | 'pupil_group'
  | 'class'
  | 'class_parents'
  | 'subject'
  | 'club'
  | 'school_channel'
  | 'staff_channel'
  | 'staff_room'
  | 'public'
  | 'service';

export interface ChatView extends Card {
  org_id: number;
  kind: ChatKind;
  title: string;
  description: string;
  peer: Person | null;
  member_count: number;
  class_id: number | null;
  state: 'open' | 'read_only' | 'closed';
  by_rule: boolean;
  supervised: boolean;
  my: { role: ChatRole; rights: number; rights_names: string[] };
  may: {
    write: boolean;
    post_as_org: boolean;
    moderate: boolean;
    rename: boolean;
    describe: boolean;
    add_members: boolean;
    remove_members: boolean;
    see_members: boolean;
    leave: boolean;
  };
  mentions: number;
  muted: boolean;
  pinned_rank: number | null;
}

export type ChatRole = 'owner' | 'administrator' | 'member' | 'reader';

export interface MessagePage {
  messages: MessageView[];
  people: Person[];
  pts: number;
  floor: number;
  has_before: boolean;
  has_after: boolean;
}

export interface ChatMember {
  person: Person;
  role: ChatRole;
  may: { remove: boolean };
}

export interface WritablePerson {
  person: Person;
  roles: ('administrator' | 'teacher' | 'pupil' | 'parent')[];
  chat_id: number | null;
}

export interface WritablePeople {
  people: WritablePerson[];
  more: boolean;
}

export type Place = { newest: true } | { before: number } | { after: number } | { around: number };

const PAGE = 50;
const MOST_IDS = 200;

export function fetchCards(chats: readonly number[] | 'all'): Promise<{ chats: ChatView[]; people: Person[] }> {
  return get('/api/chats', chats === 'all' ? {} : chats.length > MOST_IDS ? {} : { ids: chats });
}

export function fetchTicket(): Promise<{ ticket: string }> {
  return send('POST', '/api/me/ticket');
}

export function fetchPage(chat: number, place: Place): Promise<MessagePage> {
  return get(`/api/chats/${chat}/messages`, { ...('newest' in place ? {} : place), limit: PAGE });
}

export function fetchPeople(chat: number, ids: readonly number[]): Promise<Person[]> {
  return get(`/api/chats/${chat}/people`, { ids });
}

export function editMessage(chat: number, seq: number, change: { body: string; entities: readonly Entity[] }): Promise<MessageView> {
  return send('PATCH', `/api/chats/${chat}/messages/${seq}`, change);
}

export function deleteMessage(chat: number, seq: number): Promise<unknown> {
  return send('DELETE', `/api/chats/${chat}/messages/${seq}`);
}

export function fetchReaders(chat: number, seq: number): Promise<{ count: number; people: Person[] | null }> {
  return get(`/api/chats/${chat}/messages/${seq}/readers`);
}

export function fetchMembers(chat: number, cursor?: string): Promise<{ members: ChatMember[]; next: string | null; total: number }> {
  return get(`/api/chats/${chat}/members`, cursor ? { cursor } : {});
}

export function addMembers(chat: number, userIds: readonly number[]): Promise<unknown> {
  return send('POST', `/api/chats/${chat}/members`, { user_ids: userIds });
}

export function removeMember(chat: number, user: number): Promise<unknown> {
  return send('DELETE', `/api/chats/${chat}/members/${user}`);
}

export function leaveChat(chat: number): Promise<unknown> {
  return send('POST', `/api/chats/${chat}/leave`);
}

export function changeCard(chat: number, change: { title?: string; description?: string }): Promise<ChatView> {
  return send('PATCH', `/api/chats/${chat}`, change);
}

export function markChatUnread(chat: number): Promise<unknown> {
  return send('POST', `/api/chats/${chat}/unread`);
}

export function openDirectChat(orgId: number, userId: number): Promise<ChatView> {
  return send('POST', '/api/chats/direct', { org_id: orgId, user_id: userId });
}

export function createGroup(orgId: number, title: string, memberIds: readonly number[]): Promise<ChatView> {
  return send('POST', '/api/chats', { org_id: orgId, kind: 'group', title, member_ids: memberIds });
}

export function fetchWritablePeople(orgId: number, search: string): Promise<WritablePeople> {
  return get(`/api/organizations/${orgId}/people`, search ? { search } : {});
}

type Query = Record<string, string | number | readonly number[]>;

function get<T>(path: string, query: Query = {}): Promise<T> {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) params.set(name, String(value));
  return call<T>('GET', params.size > 0 ? `${path}?${params}` : path);
}

function send<T>(method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<T> {
  return call<T>(method, path, body);
}

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(path, {
    method,
    credentials: 'same-origin',
    headers: { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...(method !== 'GET' && { 'X-CSRFToken': csrfToken() }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }).catch((reason: unknown) => {
    throw Failure.unreachable(reason);
  });
  const answer: unknown = response.status === 204 ? undefined : await response.json().catch(() => undefined);
  if (!response.ok) throw failureOf(response, answer);
  return answer as T;
}
