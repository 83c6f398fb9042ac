import { plural, t } from '@lingui/core/macro';
import { i18n } from '@/lib/i18n';
import { lettersOf } from '@/ui';
import type { ChatKind, ChatRole, ChatView } from './data';

/** What a chat is called: the server has a title only where a person or a class gave one. */
export function titleOf(card: ChatView): string {
  switch (card.kind) {
    case 'direct':
      return card.peer?.name ?? t({ id: 'messaging.title.somebody', message: 'Собеседник' });
    case 'class':
      return t({ id: 'messaging.title.class', message: `Общий · ${card.title}` });
    case 'class_parents':
      return t({ id: 'messaging.title.classParents', message: `Родители · ${card.title}` });
    case 'school_channel':
      return card.title || t({ id: 'messaging.title.schoolChannel', message: 'Общешкольный канал' });
    case 'staff_channel':
      return card.title || t({ id: 'messaging.title.staffChannel', message: 'Сотрудники' });
    case 'staff_room':
      return card.title || t({ id: 'messaging.title.staffRoom', message: 'Учительская' });
    default:
      return card.title || t({ id: 'messaging.title.chat', message: 'Чат' });
  }
}

export function lettersOfChat(card: ChatView): string {
  if (card.kind === 'direct') return card.peer?.initials ?? '';
  return lettersOf(card.kind === 'class' || card.kind === 'class_parents' ? card.title : titleOf(card));
}

const CHANNELS: ReadonlySet<ChatKind> = new Set(['school_channel', 'staff_channel', 'service']);

/** Only its administrators write there, in the name of the organisation. */
export function isChannel(card: ChatView): boolean {
  return CHANNELS.has(card.kind) || card.may.post_as_org;
}

export function membersInWords(count: number): string {
  return t({
    id: 'messaging.members',
    message: `${plural(count, { one: '# участник', few: '# участника', many: '# участников', other: '# участника' })}`,
  });
}

export function onlineInWords(count: number): string {
  return t({ id: 'messaging.online', message: `${count} в сети` });
}

export function roleInWords(role: ChatRole): string {
  switch (role) {
    case 'owner':
      return t({ id: 'messaging.role.owner', message: 'владелец' });
    case 'administrator':
      return t({ id: 'messaging.role.administrator', message: 'администратор' });
    case 'reader':
      return t({ id: 'messaging.role.reader', message: 'читает' });
    case 'member':
      return '';
  }
}

export function schoolRoleInWords(role: 'administrator' | 'teacher' | 'pupil' | 'parent'): string {
  switch (role) {
    case 'administrator':
      return t({ id: 'messaging.schoolRole.administrator', message: 'администратор' });
    case 'teacher':
      return t({ id: 'messaging.schoolRole.teacher', message: 'учитель' });
    case 'pupil':
      return t({ id: 'messaging.schoolRole.pupil', message: 'ученик' });
    case 'parent':
      return t({ id: 'messaging.schoolRole.parent', message: 'родитель' });
  }
}

/** Why one may not write here, and what that means. */
export function whyReadOnly(card: ChatView): string {
  if (card.kind === 'service')
    return t({ id: 'messaging.readOnly.service', message: 'Здесь организация сообщает вам о решениях. Отвечать не нужно.' });
  if (card.state !== 'open') return t({ id: 'messaging.readOnly.closed', message: 'Чат закрыт для новых сообщений. Читать его можно.' });
  if (isChannel(card)) return t({ id: 'messaging.readOnly.channel', message: 'Писать могут только администраторы' });
  return t({ id: 'messaging.readOnly.rights', message: 'Сейчас вы не можете писать в этот чат. Читать его можно.' });
}

/** Why a message was not sent. */
export function whyNotSent(code: string): string {
  switch (code) {
    case 'rights.denied':
    case 'chat.not_found':
      return t({ id: 'messaging.notSent.denied', message: 'Вы больше не можете писать в этот чат.' });
    case 'rights.muted':
      return t({ id: 'messaging.notSent.muted', message: 'Модератор ограничил ваши сообщения в этом чате.' });
    case 'chat.read_only':
      return t({ id: 'messaging.notSent.readOnly', message: 'Чат закрыт для новых сообщений.' });
    case 'message.reply_not_found':
      return t({ id: 'messaging.notSent.reply', message: 'Сообщение, на которое вы отвечали, удалено.' });
    case 'text.too_long':
      return t({ id: 'messaging.notSent.tooLong', message: 'Сообщение слишком длинное.' });
    case 'text.characters':
    case 'text.entities':
    case 'text.empty':
      return t({ id: 'messaging.notSent.text', message: 'В сообщении есть знаки, которые нельзя отправить.' });
    case 'limits.too_many':
      return t({ id: 'messaging.notSent.tooMany', message: 'Слишком много сообщений подряд. Повторите чуть позже.' });
    default:
      return t({ id: 'messaging.notSent.unknown', message: 'Сообщение не отправлено.' });
  }
}

const DAY_MS = 86_400_000;

/** In the chat list: «14:05», «Вчера», «пн», «21 ноя», «21.11.2025». */
export function momentInList(ts: number, now = Date.now()): string {
  const days = Math.round((startOfDay(now) - startOfDay(ts)) / DAY_MS);
  if (days <= 0) return clockOf(ts);
  if (days === 1) return t({ id: 'messaging.yesterday', message: 'Вчера' });
  if (days < 7) return date(ts, { weekday: 'short' });
  const sameYear = new Date(ts).getFullYear() === new Date(now).getFullYear();
  return sameYear
    ? date(ts, { day: 'numeric', month: 'short' }).replace('.', '')
    : date(ts, { day: '2-digit', month: '2-digit', year: 'numeric' });
}

/** Above the messages of a day: «Сегодня», «Вчера», «21 ноября», «21 ноября 2025 г.». */
export function dayInWords(ts: number, now = Date.now()): string {
  const days = Math.round((startOfDay(now) - startOfDay(ts)) / DAY_MS);
  if (days === 0) return t({ id: 'messaging.today', message: 'Сегодня' });
  if (days === 1) return t({ id: 'messaging.yesterday', message: 'Вчера' });
  const sameYear = new Date(ts).getFullYear() === new Date(now).getFullYear();
  return date(ts, { day: 'numeric', month: 'long', ...(!sameYear && { year: 'numeric' }) });
}

export function clockOf(ts: number): string {
  return date(ts, { hour: '2-digit', minute: '2-digit' });
}

export function momentInFull(ts: number): string {
  return date(ts, { dateStyle: 'long', timeStyle: 'short' });
}

const formats = new Map<string, Intl.DateTimeFormat>();

function date(ts: number, options: Intl.DateTimeFormatOptions): string {
  const key = i18n.locale + JSON.stringify(options);
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(i18n.locale, options);
    formats.set(key, format);
  }
  return format.format(ts);
}

function startOfDay(ts: number): number {
  return new Date(ts).setHours(0, 0, 0, 0);
}
