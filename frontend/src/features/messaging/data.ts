import { api, ok, type Schema } from '@/lib/api';
import type { Entity, MessageView } from '@/lib/stream';

export type Person = Schema<'Person'>;
export type ChatView = Schema<'ChatView'>;
export type ChatKind = ChatView['kind'];
export type ChatRole = Schema<'MyPlace'>['role'];
export type ChatMember = Schema<'ChatMemberView'>;
export type MessagePage = Schema<'Page'>;
export type WritablePerson = Schema<'WritableView'>;

/** Where in a chat's history a page lies. */
export type Place = { newest: true } | { before: number } | { after: number } | { around: number };

const PAGE = 50;
const MOST_IDS = 200;

export function fetchCards(chats: readonly number[] | 'all') {
  const query = chats === 'all' || chats.length > MOST_IDS ? {} : { ids: chats.join(',') };
  return ok(api.GET('/api/chats', { params: { query } }));
}

export function fetchTicket() {
  return ok(api.POST('/api/me/ticket'));
}

export function fetchPage(chat: number, place: Place, limit = PAGE) {
  const query = { ...('newest' in place ? {} : place), limit };
  return ok(api.GET('/api/chats/{chat}/messages', { params: { path: { chat }, query } }));
}

export function fetchPeople(chat: number, ids: readonly number[]) {
  return ok(api.GET('/api/chats/{chat}/people', { params: { path: { chat }, query: { ids: ids.join(',') } } }));
}

export function editMessage(chat: number, seq: number, change: { body: string; entities: readonly Entity[] }): Promise<MessageView> {
  const body = { body: change.body, entities: [...change.entities] };
  return ok(api.PATCH('/api/chats/{chat}/messages/{seq}', { params: { path: { chat, seq } }, body }));
}

export function deleteMessage(chat: number, seq: number) {
  return ok(api.DELETE('/api/chats/{chat}/messages/{seq}', { params: { path: { chat, seq } } }));
}

export function fetchReaders(chat: number, seq: number) {
  return ok(api.GET('/api/chats/{chat}/messages/{seq}/readers', { params: { path: { chat, seq } } }));
}

export function fetchMembers(chat: number, cursor = '') {
  return ok(api.GET('/api/chats/{chat}/members', { params: { path: { chat }, query: { cursor } } }));
}

export function addMembers(chat: number, userIds: readonly number[]) {
  return ok(api.POST('/api/chats/{chat}/members', { params: { path: { chat } }, body: { user_ids: [...userIds] } }));
}

export function removeMember(chat: number, user: number) {
  return ok(api.DELETE('/api/chats/{chat}/members/{user}', { params: { path: { chat, user } } }));
}

export function leaveChat(chat: number) {
  return ok(api.POST('/api/chats/{chat}/leave', { params: { path: { chat } } }));
}

export function changeCard(chat: number, change: { title?: string; description?: string }) {
  return ok(api.PATCH('/api/chats/{chat}', { params: { path: { chat } }, body: change }));
}

export function markChatUnread(chat: number) {
  return ok(api.POST('/api/chats/{chat}/unread', { params: { path: { chat } } }));
}

export function openDirectChat(orgId: number, userId: number) {
  return ok(api.POST('/api/chats/direct', { body: { org_id: orgId, user_id: userId } }));
}

export function createGroup(orgId: number, title: string, memberIds: readonly number[]) {
  return ok(api.POST('/api/chats', { body: { org_id: orgId, kind: 'group', title, member_ids: [...memberIds] } }));
}

export function fetchWritablePeople(org: number, search: string) {
  return ok(api.GET('/api/organizations/{org}/people', { params: { path: { org }, query: { search } } }));
}
