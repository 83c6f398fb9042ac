import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { contactOf } from '@/lib/contacts';
import { paths, safeNext } from '@/lib/paths';
import { Button, Form, Link, PasswordField, Plain, TextField, useGo, useLinkTo } from '@/ui';
import { logIn } from './allauth';
import { CodeStep, type CodeToEnter } from './CodeStep';
import { DemoNote } from './DemoNote';
import { startAfresh } from './data';
import { accountWords } from './words';

type Fields = { contact: string; password: string };

/** Sign in by phone or e-mail, and go where one wanted to. */
export function LoginPage({ next }: { next: unknown }) {
  const go = useGo();
  const linkTo = useLinkTo();
  const [codeToEnter, setCodeToEnter] = useState<CodeToEnter>();
  const { control, handleSubmit, formState, setError } = useForm<Fields>({ defaultValues: { contact: '', password: '' } });
  const target = safeNext(next);

  function enter() {
    startAfresh();
    go(target, { replace: true });
  }

  const submit = handleSubmit(async ({ contact: typed, password }) => {
    const contact = contactOf(typed);
    if (!contact)
      return setError('contact', { message: t({ id: 'login.contactInvalid', message: 'Введите номер телефона или адрес почты.' }) });
    if (!password) return setError('password', { message: t({ id: 'login.passwordMissing', message: 'Введите пароль.' }) });
    try {
      const step = await logIn(contact, password);
      if (step === 'signed_in') return enter();
      if (step === 'verify_email' || step === 'verify_phone') setCodeToEnter({ step, contact: typed });
    } catch (error) {
      setError('root', { message: accountWords(error) });
    }
  });

  if (codeToEnter) return <CodeStep {...codeToEnter} onDone={enter} onBack={() => setCodeToEnter(undefined)} />;
  return (
    <Plain
      title={t({ id: 'login.title', message: 'Вход' })}
      foot={
        <>
          <span>
            {t({ id: 'login.noProfile', message: 'Ещё нет учебного профиля?' })}{' '}
            <Link {...linkTo(paths.register(target))}>{t({ id: 'login.register', message: 'Зарегистрироваться' })}</Link>
          </span>
          <DemoNote />
        </>
      }
    >
      <Form
        onSubmit={(event) => void submit(event)}
        error={formState.errors.root?.message}
        footer={
          <>
            <Button type="submit" size="l" stretched loading={formState.isSubmitting}>
              {t({ id: 'login.submit', message: 'Войти' })}
            </Button>
            <Button size="l" stretched mode="tertiary" {...linkTo(paths.reset())}>
              {t({ id: 'login.forgotten', message: 'Забыли пароль?' })}
            </Button>
          </>
        }
      >
        <TextField
          control={control}
          name="contact"
          label={t({ id: 'login.contact', message: 'Телефон или почта' })}
          autoComplete="username"
          autoFocus
        />
        <PasswordField
          control={control}
          name="password"
          label={t({ id: 'login.password', message: 'Пароль' })}
          autoComplete="current-password"
        />
      </Form>
    </Plain>
  );
}
