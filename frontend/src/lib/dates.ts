import { i18n } from './i18n';

/** «21 ноября», with the year when it is not this one. */
export function dayOf(iso: string): string {
  const date = new Date(iso);
  const sameYear = date.getFullYear() === new Date().getFullYear();
  return format(date, { day: 'numeric', month: 'long', ...(!sameYear && { year: 'numeric' }) });
}

/** «14:05». */
export function timeOf(iso: string): string {
  return format(new Date(iso), { hour: '2-digit', minute: '2-digit' });
}

/** «21 ноября, 14:05». */
export function momentOf(iso: string): string {
  return `${dayOf(iso)}, ${timeOf(iso)}`;
}

/** «03.09.2012» of a calendar date such as 2012-09-03, which belongs to no time zone. */
export function birthDateOf(isoDate: string): string {
  const [year, month, day] = isoDate.split('-');
  return `${day}.${month}.${year}`;
}

/** 2012-09-03 of «03.09.2012»; undefined when there is no such day. */
export function isoDateOf(typed: string): string | undefined {
  const [, day, month, year] = /^(\d{2})\.(\d{2})\.(\d{4})$/.exec(typed) ?? [];
  if (!day || !month || !year) return undefined;
  const iso = `${year}-${month}-${day}`;
  const date = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== iso ? undefined : iso;
}

function format(date: Date, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(i18n.locale, options).format(date);
}

/** Has a person born on that day (2012-02-29) come of age, 18 years, by now? Without a day: not known to. */
export function isAdult(isoBirthDate: string | null, now = new Date()): boolean {
  if (!isoBirthDate) return false;
  const [year = 0, month = 1, day = 1] = isoBirthDate.split('-').map(Number);
  return new Date(year + 18, month - 1, day) <= now;
}
