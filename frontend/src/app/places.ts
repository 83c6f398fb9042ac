import { t } from '@lingui/core/macro';
import { useLocation } from '@tanstack/react-router';
import { useMe } from '@/features/accounts';
import { useUnread } from '@/features/messaging';
import { useOrganization } from '@/features/organizations';
import { paths } from '@/lib/paths';
import {
  Icon28CheckShieldOutline,
  Icon28EducationOutline,
  Icon28HomeOutline,
  Icon28ListCheckOutline,
  Icon28MessageOutline,
  Icon28MoreHorizontal,
  Icon28SettingsOutline,
  Icon28UserAddOutline,
  Icon28UsersOutline,
  type Place,
} from '@/ui';
import { useCurrentOrganization } from './currentOrganization';

/** Where one can go from here: the left navigation of a computer; the tab bar of a phone, and what has no room there. */
export function usePlaces(): { places: Place[][]; tabs: Place[]; more: Place[] } {
  const { pathname } = useLocation();
  const me = useMe();
  const organization = useCurrentOrganization();
  const unread = useUnread();
  const card = useOrganization(organization?.id).data;

  function place(href: string, label: string, icon: Place['icon'], count = 0): Place {
    const isHome = organization !== undefined && href === paths.home(organization.id);
    return { href, label, icon, count, here: isHome ? pathname === href : pathname === href || pathname.startsWith(`${href}/`) };
  }

  const messages = place(paths.messages(), t({ id: 'places.messages', message: 'Сообщения' }), Icon28MessageOutline, unread);
  const settings = place(paths.settings(), t({ id: 'places.settings', message: 'Настройки' }), Icon28SettingsOutline);
  const operator = me.is_operator
    ? [place(paths.operator(), t({ id: 'places.operator', message: 'Оператор' }), Icon28CheckShieldOutline)]
    : [];
  if (!organization) {
    const welcome = place(paths.welcome(), t({ id: 'places.welcome', message: 'Начало' }), Icon28UserAddOutline);
    return {
      places: [
        [welcome, messages],
        [...operator, settings],
      ],
      tabs: [welcome, messages, ...operator, settings],
      more: [],
    };
  }

  const { id, applications_pending } = organization;
  const home = place(paths.home(id), t({ id: 'places.home', message: 'Главная' }), Icon28HomeOutline);
  const members = place(paths.members(id), t({ id: 'places.members', message: 'Участники' }), Icon28UsersOutline);
  const classes = place(paths.classes(id), t({ id: 'places.classes', message: 'Классы' }), Icon28EducationOutline);
  const desk = [
    card?.may.decide_applications &&
      place(paths.applications(id), t({ id: 'places.applications', message: 'Заявки' }), Icon28ListCheckOutline, applications_pending),
    card?.may.invite && place(paths.invitations(id), t({ id: 'places.invitations', message: 'Приглашения' }), Icon28UserAddOutline),
  ].filter((each) => typeof each === 'object');
  const inMore = [...desk, ...operator, settings];
  const more = place(paths.more(), t({ id: 'places.more', message: 'Ещё' }), Icon28MoreHorizontal, desk.length ? applications_pending : 0);
  return {
    places: [[home, messages, members, classes], ...(desk.length ? [desk] : []), [...operator, settings]],
    tabs: [home, messages, classes, members, { ...more, here: more.here || inMore.some(({ here }) => here) }],
    more: inMore,
  };
}
