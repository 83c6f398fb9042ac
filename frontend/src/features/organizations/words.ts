import { t } from '@lingui/core/macro';
import type { Schema } from '@/lib/api';

export type Role = Schema<'MyOrganization'>['roles'][number];
export type Kind = Schema<'MyOrganization'>['kind'];

export const ROLES: readonly Role[] = ['administrator', 'teacher', 'pupil', 'parent'];

export function roleWord(role: Role): string {
  switch (role) {
    case 'administrator':
      return t({ id: 'roles.administrator', message: 'Администратор' });
    case 'teacher':
      return t({ id: 'roles.teacher', message: 'Учитель' });
    case 'pupil':
      return t({ id: 'roles.pupil', message: 'Учащийся' });
    case 'parent':
      return t({ id: 'roles.parent', message: 'Родитель' });
  }
}

/** «Администратор, учитель». */
export function rolesInWords(roles: readonly Role[]): string {
  return ROLES.filter((role) => roles.includes(role))
    .map((role, index) => (index === 0 ? roleWord(role) : roleWord(role).toLocaleLowerCase()))
    .join(', ');
}

export const KINDS: readonly Kind[] = [
  'school',
  'college',
  'kindergarten',
  'supplementary',
  'training',
  'culture',
  'academy',
  'administration',
  'ministry',
  'platform',
];

export function kindWord(kind: Kind): string {
  switch (kind) {
    case 'school':
      return t({ id: 'kinds.school', message: 'Школа' });
    case 'college':
      return t({ id: 'kinds.college', message: 'Колледж' });
    case 'kindergarten':
      return t({ id: 'kinds.kindergarten', message: 'Детский сад' });
    case 'supplementary':
      return t({ id: 'kinds.supplementary', message: 'Дополнительное образование' });
    case 'training':
      return t({ id: 'kinds.training', message: 'Повышение квалификации' });
    case 'culture':
      return t({ id: 'kinds.culture', message: 'Учреждение культуры' });
    case 'academy':
      return t({ id: 'kinds.academy', message: 'Академия, научное общество' });
    case 'administration':
      return t({ id: 'kinds.administration', message: 'Администрация города или района' });
    case 'ministry':
      return t({ id: 'kinds.ministry', message: 'Министерство, департамент' });
    case 'platform':
      return t({ id: 'kinds.platform', message: 'Платформа' });
  }
}
