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
  'platform.cursor_invalid': () => t({ id: 'errors.cursorInvalid', message: 'Список изменился. Обновите страницу.' }),
  'platform.mail_unavailable': () =>
    t({ id: 'errors.mailUnavailable', message: 'Эта установка не отправляет писем. Обратитесь к тому, кто её ведёт.' }),
  'platform.sms_unavailable': () => t({ id: 'errors.smsUnavailable', message: 'Эта установка не отправляет СМС. Укажите почту.' }),
  'platform.internal': () => t({ id: 'errors.internal', message: 'На сервере произошла ошибка, она уже записана. Повторите чуть позже.' }),
  'accounts.code_expired': () => t({ id: 'errors.codeExpired', message: 'Код больше не действует. Запросите новый.' }),
  'accounts.code_wrong': ({ attempts_left }) => wrongCode(attempts_left),
  'accounts.name_not_usable': () =>
    t({ id: 'errors.nameNotUsable', message: 'В имени могут быть только буквы, пробелы, дефисы и апострофы, не больше 60 знаков.' }),
  'accounts.password_too_weak': ({ rules }) => weakPassword(rules),
  'accounts.phone_not_usable': () => t({ id: 'errors.phoneNotUsable', message: 'Это не похоже на номер телефона. Проверьте его.' }),
  'accounts.setup_link_worthless': () =>
    t({
      id: 'errors.setupLinkWorthless',
      message: 'Эта ссылка уже использована или устарела. Получите новую в терминале: parta operator link.',
    }),
  'chat.not_found': () => t({ id: 'errors.chatNotFound', message: 'Такого чата нет, или вы в нём не состоите.' }),
  'chat.read_only': () => t({ id: 'errors.chatReadOnly', message: 'Чат закрыт для новых сообщений.' }),
  'message.reply_not_found': () => t({ id: 'errors.replyNotFound', message: 'Сообщения, на которое вы отвечаете, больше нет.' }),
  'rights.denied': () => t({ id: 'errors.mayNotPost', message: 'Писать в этот чат вы не можете.' }),
  'rights.muted': () => t({ id: 'errors.muted', message: 'Модератор ограничил ваши сообщения в этом чате.' }),
  'rights.recompiling': () =>
    t({ id: 'errors.recompiling', message: 'Ваши права только что изменились. Повторите через несколько секунд.' }),
  'stream.unavailable': () => t({ id: 'errors.unavailable', message: 'Сервер сейчас перегружен или обновляется. Повторите через минуту.' }),
  'messaging.bad_text': ({ rule }) => badText(rule),
  'messaging.chat_is_full': ({ limit }) =>
    t({ id: 'errors.chatIsFull', message: `В этом чате уже ${limit} участников, больше не помещается.` }),
  'messaging.chat_not_found': () => t({ id: 'errors.chatNotFound', message: 'Такого чата нет, или вы в нём не состоите.' }),
  'messaging.may_not_create_chat': () => t({ id: 'errors.mayNotCreateChat', message: 'Создать такой чат вы не можете.' }),
  'messaging.may_not_write_to': () =>
    t({ id: 'errors.mayNotWriteTo', message: 'Написать этому человеку лично нельзя: так решено правилами школы.' }),
  'messaging.members_follow_rule': () =>
    t({ id: 'errors.membersFollowRule', message: 'Состав и название этого чата следуют за классами и ролями, вручную их не меняют.' }),
  'messaging.message_not_found': () => t({ id: 'errors.messageNotFound', message: 'Этого сообщения больше нет.' }),
  'messaging.not_allowed_in_chat': () => t({ id: 'errors.notAllowedInChat', message: 'В этом чате вам это нельзя.' }),
  'messaging.not_for_this_chat': () => t({ id: 'errors.notForThisChat', message: 'Не все из выбранных людей могут быть в таком чате.' }),
  'messaging.not_own_message': () => t({ id: 'errors.notOwnMessage', message: 'Изменить сообщение может только тот, кто его написал.' }),
  'messaging.nothing_to_edit': () => t({ id: 'errors.nothingToEdit', message: 'Это сообщение уже нельзя изменить.' }),
  'messaging.person_not_found': () => t({ id: 'errors.personNotFound', message: 'Такого человека здесь нет.' }),
  'organizations.administrators_only': () =>
    t({ id: 'errors.administratorsOnly', message: 'Это могут только администраторы организации.' }),
  'organizations.adults_only': () =>
    t({ id: 'errors.adultsOnly', message: 'Администратором, учителем и родителем может быть только тот, кому исполнилось 18 лет.' }),
  'organizations.already_applied': () => t({ id: 'errors.alreadyApplied', message: 'Ваша заявка в эту организацию уже на рассмотрении.' }),
  'organizations.already_decided': () => t({ id: 'errors.alreadyDecided', message: 'По этой заявке уже решили, или её отозвали.' }),
  'organizations.already_member': () => t({ id: 'errors.alreadyMember', message: 'У вас уже есть эта роль в этой организации.' }),
  'organizations.application_not_found': () =>
    t({ id: 'errors.applicationNotFound', message: 'Такой заявки нет, или решаете по ней не вы.' }),
  'organizations.decline_text_required': () => t({ id: 'errors.declineTextRequired', message: 'Напишите причину отказа.' }),
  'organizations.invitation_expired': () => t({ id: 'errors.invitationExpired', message: 'Срок этой ссылки истёк. Попросите новую.' }),
  'organizations.invitation_not_found': () => t({ id: 'errors.invitationNotFound', message: 'Такого приглашения нет.' }),
  'organizations.invitation_revoked': () => t({ id: 'errors.invitationRevoked', message: 'Эту ссылку отозвали. Попросите новую.' }),
  'organizations.invitation_used_up': () =>
    t({ id: 'errors.invitationUsedUp', message: 'По этой ссылке уже подано столько заявок, сколько разрешено. Попросите новую.' }),
  'organizations.kind_for_operators_only': () =>
    t({ id: 'errors.kindForOperatorsOnly', message: 'Организацию этого вида основывает только оператор платформы.' }),
  'organizations.last_administrator': () =>
    t({ id: 'errors.lastAdministrator', message: 'В организации должен остаться администратор: сначала назначьте другого.' }),
  'organizations.member_not_found': () => t({ id: 'errors.memberNotFound', message: 'Такого участника нет.' }),
  'organizations.not_found': () => t({ id: 'errors.organizationNotFound', message: 'Такой организации нет, или вы в ней не состоите.' }),
  'organizations.operators_only': () => t({ id: 'errors.operatorsOnly', message: 'Это может только оператор платформы.' }),
  'organizations.other_state': () => t({ id: 'errors.otherState', message: 'Состояние организации уже изменилось. Обновите страницу.' }),
  'organizations.suspended': () =>
    t({ id: 'errors.organizationSuspended', message: 'Работа организации приостановлена: сейчас в ней ничего нельзя менять.' }),
  'organizations.too_many_unverified': ({ limit }) =>
    t({ id: 'errors.tooManyUnverified', message: `Ваши организации ещё не подтверждены: ${limit}. Дождитесь решения оператора.` }),
  'organizations.unknown_region': () => t({ id: 'errors.unknownRegion', message: 'Такого региона нет. Выберите его из подсказок.' }),
  'organizations.unknown_time_zone': () => t({ id: 'errors.unknownTimeZone', message: 'Такого часового пояса нет.' }),
  'organizations.unverified': () =>
    t({
      id: 'errors.organizationUnverified',
      message: 'Организацию ещё не подтвердил оператор платформы: учащихся и родителей принимать рано.',
    }),
  'roster.child_not_found': () =>
    t({ id: 'errors.childNotFound', message: 'Кто-то из выбранных детей не учится здесь или не в вашем классе.' }),
  'roster.class_archived': ({ title }) => t({ id: 'errors.classArchived', message: `Класс «${title}» закрыт.` }),
  'roster.class_not_found': () => t({ id: 'errors.classNotFound', message: 'Такого класса нет, или он вам недоступен.' }),
  'roster.class_title_required': () => t({ id: 'errors.classTitleRequired', message: 'Напишите название группы.' }),
  'roster.class_title_taken': ({ title }) => t({ id: 'errors.classTitleTaken', message: `Класс «${title}» уже есть.` }),
  'roster.nobody_guards_himself': () => t({ id: 'errors.nobodyGuardsHimself', message: 'Нельзя быть родителем самому себе.' }),
  'roster.not_guardian': () => t({ id: 'errors.notGuardian', message: 'Такой связи уже нет.' }),
  'roster.not_in_class': () => t({ id: 'errors.notInClass', message: 'Этого человека уже нет в классе.' }),
  'roster.one_grade_only': () => t({ id: 'errors.oneGradeOnly', message: 'Учащийся уже в другом классе. Переведите его оттуда.' }),
  'roster.own_classes_only': () => t({ id: 'errors.ownClassesOnly', message: 'Классный руководитель может это только в своём классе.' }),
  'roster.parent_needs_child': () => t({ id: 'errors.parentNeedsChild', message: 'Сначала укажите, чей это родитель.' }),
  'roster.role_missing': ({ role }) => roleMissing(role),
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

function wrongCode(left: number): string {
  if (left === 0) return t({ id: 'errors.codeWrongLast', message: 'Код неверный, попытки кончились. Запросите новый.' });
  return t({
    id: 'errors.codeWrong',
    message: `Код неверный. ${plural(left, { one: 'Осталась # попытка', few: 'Осталось # попытки', many: 'Осталось # попыток', other: 'Осталось # попытки' })}.`,
  });
}

function weakPassword(rules: readonly string[]): string {
  if (rules.includes('password_too_short'))
    return t({ id: 'errors.passwordShort', message: 'Пароль слишком короткий: нужно не меньше 8 знаков.' });
  if (rules.includes('password_entirely_numeric'))
    return t({ id: 'errors.passwordNumeric', message: 'Пароль не может состоять из одних цифр.' });
  return t({ id: 'errors.passwordCommon', message: 'Этот пароль слишком распространён, его легко подобрать.' });
}

function badText(rule: string): string {
  if (rule === 'text.empty') return t({ id: 'errors.textEmpty', message: 'Сообщение пустое.' });
  if (rule === 'text.too_long') return t({ id: 'errors.textTooLong', message: 'Сообщение слишком длинное. Разделите его на части.' });
  return t({ id: 'errors.textBad', message: 'В сообщении есть знаки или оформление, которые нельзя отправить.' });
}

function roleMissing(role: string): string {
  if (role === 'pupil') return t({ id: 'errors.notPupil', message: 'Этот человек здесь не учащийся. Сначала дайте ему эту роль.' });
  if (role === 'parent') return t({ id: 'errors.notParent', message: 'Этот человек здесь не родитель. Сначала дайте ему эту роль.' });
  return t({ id: 'errors.notTeacher', message: 'Этот человек здесь не учитель. Сначала дайте ему эту роль.' });
}

function somethingWrong(): string {
  return t({ id: 'errors.unknown', message: 'Что-то пошло не так. Повторите, а если не поможет — обновите страницу.' });
}
