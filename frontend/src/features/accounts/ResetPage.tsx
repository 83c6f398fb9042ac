import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { type Contact, contactOf } from '@/lib/contacts';
import { paths } from '@/lib/paths';
import { Button, Form, Link, PasswordField, Plain, TextField, useGo, useLinkTo } from '@/ui';
import { requestReset, resetByEmail } from './allauth';
import { shownContact } from './CodeStep';
import { DemoNote } from './DemoNote';
import { askForCodeByPhone, setPasswordByPhone, startAfresh } from './data';
import { accountWords, refusedFields } from './words';

/** A forgotten password: where to send a code, then the code and a new password. */
export function ResetPage() {
  const [contact, setContact] = useState<Contact>();
  return contact ? <NewPassword contact={contact} onBack={() => setContact(undefined)} /> : <WhereTo onSent={setContact} />;
}

function WhereTo({ onSent }: { onSent: (contact: Contact) => void }) {
  const linkTo = useLinkTo();
  const { control, handleSubmit, formState, setError } = useForm({ defaultValues: { contact: '' } });

  const submit = handleSubmit(async ({ contact: typed }) => {
    const contact = contactOf(typed);
    if (!contact)
      return setError('contact', { message: t({ id: 'reset.contactInvalid', message: 'Введите номер телефона или адрес почты.' }) });
    try {
      await ('phone' in contact ? askForCodeByPhone(contact.phone) : requestReset(contact.email));
      onSent(contact);
    } catch (error) {
      setError('root', { message: accountWords(error) });
    }
  });
  return (
    <Plain
      title={t({ id: 'reset.title', message: 'Новый пароль' })}
      lead={t({ id: 'reset.lead', message: 'Пришлём код туда, где вы зарегистрированы.' })}
      foot={
        <>
          <Link {...linkTo(paths.login())}>{t({ id: 'reset.login', message: 'Вспомнили? Войти' })}</Link>
          <DemoNote />
        </>
      }
    >
      <Form
        onSubmit={(event) => void submit(event)}
        error={formState.errors.root?.message}
        footer={
          <Button type="submit" size="l" stretched loading={formState.isSubmitting}>
            {t({ id: 'reset.send', message: 'Получить код' })}
          </Button>
        }
      >
        <TextField
          control={control}
          name="contact"
          label={t({ id: 'reset.contact', message: 'Телефон или почта' })}
          autoComplete="username"
          autoFocus
        />
      </Form>
    </Plain>
  );
}

function NewPassword({ contact, onBack }: { contact: Contact; onBack: () => void }) {
  const go = useGo();
  const { control, handleSubmit, formState, setError } = useForm({ defaultValues: { code: '', password: '' } });
  const place = shownContact('phone' in contact ? contact.phone : contact.email);

  const submit = handleSubmit(async ({ code: typed, password }) => {
    const code = typed.replace(/\D/g, '');
    if (code.length !== 6) return setError('code', { message: t({ id: 'reset.codeInvalid', message: 'В коде шесть цифр.' }) });
    if (password.length < 8)
      return setError('password', { message: t({ id: 'reset.passwordShort', message: 'Нужно не меньше 8 знаков.' }) });
    try {
      await ('phone' in contact ? setPasswordByPhone({ phone: contact.phone, code, password }) : resetByEmail(code, password));
      startAfresh();
      go('/', { replace: true });
    } catch (error) {
      const password = refusedFields(error).find(({ field }) => field === 'password');
      if (password) setError('password', { message: password.words });
      else setError('root', { message: accountWords(error) });
    }
  });
  return (
    <Plain
      title={t({ id: 'reset.title', message: 'Новый пароль' })}
      lead={t({
        id: 'reset.sent',
        message: `Если профиль с контактом ${place} есть, код уже отправлен. После смены пароля остальные устройства выйдут из профиля.`,
      })}
      foot={<DemoNote />}
    >
      <Form
        onSubmit={(event) => void submit(event)}
        error={formState.errors.root?.message}
        footer={
          <>
            <Button type="submit" size="l" stretched loading={formState.isSubmitting}>
              {t({ id: 'reset.submit', message: 'Сменить пароль и войти' })}
            </Button>
            <Button size="l" stretched mode="tertiary" onClick={onBack}>
              {t({ id: 'reset.back', message: 'Назад' })}
            </Button>
          </>
        }
      >
        <TextField
          control={control}
          name="code"
          label={t({ id: 'reset.code', message: 'Код из сообщения' })}
          inputMode="numeric"
          autoComplete="one-time-code"
          autoFocus
        />
        <PasswordField
          control={control}
          name="password"
          label={t({ id: 'reset.password', message: 'Придумайте новый пароль' })}
          hint={t({ id: 'reset.passwordHint', message: 'Не меньше 8 знаков, не одни цифры.' })}
          autoComplete="new-password"
        />
      </Form>
    </Plain>
  );
}
