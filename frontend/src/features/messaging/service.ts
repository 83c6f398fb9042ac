import { t } from '@lingui/core/macro';
import type { MessageView } from '@/lib/stream';

/** What a service message says: the server sends a code and its values, the words are here. */
export function serviceInWords(service: MessageView['service']): string {
  const params = (service?.params ?? {}) as Record<string, unknown>;
  switch (service?.code) {
    case 'organizations.application_accepted':
      return t({ id: 'messaging.service.accepted', message: 'Ваша заявка принята. Добро пожаловать!' });
    case 'organizations.application_declined':
      return declined(params);
    default:
      return t({ id: 'messaging.service.unknown', message: 'Сообщение системы. Обновите страницу, чтобы прочитать его.' });
  }
}

function declined({ reason, text }: Record<string, unknown>): string {
  switch (reason) {
    case 'foreign':
      return t({ id: 'messaging.service.declined.foreign', message: 'Ваша заявка отклонена: вы не относитесь к этой организации.' });
    case 'unidentified':
      return t({
        id: 'messaging.service.declined.unidentified',
        message: 'Ваша заявка отклонена: не удалось понять, кто вы. Проверьте имя и фамилию в профиле и подайте заявку снова.',
      });
    case 'wrong_audience':
      return t({
        id: 'messaging.service.declined.wrongAudience',
        message: 'Ваша заявка отклонена: приглашение предназначено для других. Попросите у школы своё.',
      });
    default:
      return text
        ? t({ id: 'messaging.service.declined.text', message: `Ваша заявка отклонена: ${String(text)}` })
        : t({ id: 'messaging.service.declined.other', message: 'Ваша заявка отклонена.' });
  }
}
