import { plural, t } from '@lingui/core/macro';
import { Failure, type Schema } from './api';

type Problems = Schema<'ErrorParams'>;

/** What happened and what to do next, for people. */
export function wordsFor(error: unknown): string {
  if (!(error instanceof Failure)) return somethingWrong();
  const words = (REFUSALS as WordsByCode)[error.code] ?? (OUR_OWN as WordsByCode)[error.code] ?? somethingWrong;
  return words(error.params);
}

type WordsByCode = Record<string, ((params: unknown) => string) | undefined>;

// One entry for each code of the contract: a new code without words does not compile.
const REFUSALS: { [Code in keyof Problems]: (params: Problems[Code]) => string } = {
  'platform.unauthenticated': () => t({ id: 'errors.unauthenticated', message: 'Вы вышли из системы. Войдите снова.' }),
  'platform.forbidden': () => t({ id: 'errors.forbidden', message: 'У вас нет права на это действие.' }),
  'platform.not_found': () => t({ id: 'errors.notFound', message: 'Этого здесь нет, или оно вам недоступно.' }),
  'platform.conflict': () =>
    t({ id: 'errors.conflict', message: 'Пока вы смотрели, здесь всё изменилось. Обновите страницу и повторите.' }),
  'platform.invalid': () => t({ id: 'errors.invalid', message: 'Сервер не принял данные. Проверьте, что введено.' }),
  'platform.invalid_fields': () => t({ id: 'errors.invalidFields', message: 'Проверьте, правильно ли заполнены поля.' }),
  'platform.too_many': ({ retry_after }) => tooMany(retry_after),
  'platform.unavailable': () =>
    t({ id: 'errors.unavailable', message: 'Сервер сейчас перегружен или обновляется. Повторите через минуту.' }),
  'platform.internal': () => t({ id: 'errors.internal', message: 'На сервере произошла ошибка, она уже записана. Повторите чуть позже.' }),
};

const OUR_OWN = {
  'web.unreachable': () => t({ id: 'errors.unreachable', message: 'Нет связи с сервером. Проверьте соединение и повторите.' }),
  'web.unexpected_answer': () =>
    t({ id: 'errors.unexpectedAnswer', message: 'Сервер ответил не так, как ожидалось. Повторите чуть позже.' }),
};

function tooMany(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  if (seconds <= 90) {
    return t({
      id: 'errors.tooManySeconds',
      message: `Слишком много попыток. Повторите через ${plural(seconds, { one: '# секунду', few: '# секунды', many: '# секунд', other: '# секунды' })}.`,
    });
  }
  return t({
    id: 'errors.tooManyMinutes',
    message: `Слишком много попыток. Повторите через ${plural(minutes, { one: '# минуту', few: '# минуты', many: '# минут', other: '# минуты' })}.`,
  });
}

function somethingWrong(): string {
  return t({ id: 'errors.unknown', message: 'Что-то пошло не так. Повторите, а если не поможет — обновите страницу.' });
}
