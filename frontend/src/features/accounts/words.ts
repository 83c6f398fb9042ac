import { t } from '@lingui/core/macro';
import { Failure } from '@/lib/api';
import { wordsFor } from '@/lib/errors';

type AllauthError = { code: string; param?: string; message: string };

const WORDS: Record<string, () => string> = {
  email_password_mismatch: wrongPassword,
  phone_password_mismatch: wrongPassword,
  username_password_mismatch: wrongPassword,
  enter_current_password: () => t({ id: 'account.errors.currentPassword', message: 'Нынешний пароль введён неверно.' }),
  incorrect_code: wrongCode,
  invalid_or_expired_key: wrongCode,
  invalid_password_reset: wrongCode,
  token_invalid: wrongCode,
  too_many_login_attempts: () =>
    t({ id: 'account.errors.tooManyLogins', message: 'Слишком много неудачных попыток входа. Подождите несколько минут и повторите.' }),
  rate_limited: () => t({ id: 'account.errors.rateLimited', message: 'Слишком много попыток. Подождите несколько минут и повторите.' }),
  email_taken: () =>
    t({ id: 'account.errors.emailTaken', message: 'С этой почтой уже зарегистрирован профиль. Войдите или восстановите пароль.' }),
  phone_taken: () =>
    t({ id: 'account.errors.phoneTaken', message: 'С этим номером уже зарегистрирован профиль. Войдите или восстановите пароль.' }),
  password_too_short: () => t({ id: 'account.errors.passwordShort', message: 'Пароль слишком короткий: нужно не меньше 8 знаков.' }),
  password_too_common: () => t({ id: 'account.errors.passwordCommon', message: 'Этот пароль слишком распространён, его легко подобрать.' }),
  password_entirely_numeric: () => t({ id: 'account.errors.passwordNumeric', message: 'Пароль не может состоять из одних цифр.' }),
  password_too_similar: () => t({ id: 'account.errors.passwordSimilar', message: 'Пароль слишком похож на ваше имя или адрес.' }),
  name_not_usable: () => t({ id: 'account.errors.name', message: 'Только буквы, пробелы, дефисы и апострофы, не больше 60 знаков.' }),
  invalid_phone: () => t({ id: 'account.errors.phone', message: 'Это не похоже на номер телефона. Проверьте его.' }),
  birth_date_implausible: () => t({ id: 'account.errors.birthDate', message: 'Проверьте дату рождения.' }),
  too_young: () =>
    t({ id: 'account.errors.tooYoung', message: 'Самостоятельно зарегистрироваться можно с 10 лет. Младших приглашает учитель.' }),
  phone_or_email: () => t({ id: 'account.errors.phoneOrEmail', message: 'Укажите что-то одно: телефон или почту.' }),
  sms_unavailable: () => t({ id: 'account.errors.sms', message: 'Эта установка не отправляет СМС. Укажите почту.' }),
  mail_unavailable: () => t({ id: 'account.errors.mail', message: 'Эта установка не отправляет писем. Укажите телефон.' }),
  same_as_current: () => t({ id: 'account.errors.emailSame', message: 'Это и есть ваш нынешний адрес.' }),
  required: () => t({ id: 'account.errors.required', message: 'Заполните это поле.' }),
  invalid: () => t({ id: 'account.errors.invalid', message: 'Здесь что-то не так. Проверьте, что введено.' }),
};

/** What signing in or registering answered, for people. */
export function accountWords(error: unknown): string {
  const [first] = errorsIn(error);
  return first ? wordsOf(first) : wordsFor(error);
}

/** The same, for each field that was refused. */
export function refusedFields(error: unknown): { field: string; words: string }[] {
  return errorsIn(error).flatMap((each) => (each.param ? [{ field: each.param, words: wordsOf(each) }] : []));
}

function errorsIn(error: unknown): AllauthError[] {
  return error instanceof Failure && Array.isArray(error.params.errors) ? error.params.errors : [];
}

function wordsOf({ code, message }: AllauthError): string {
  return WORDS[code]?.() ?? message;
}

function wrongPassword(): string {
  return t({ id: 'account.errors.wrongPassword', message: 'Неверный телефон, почта или пароль.' });
}

function wrongCode(): string {
  return t({ id: 'account.errors.wrongCode', message: 'Код неверный или устарел. Проверьте его или запросите новый.' });
}
