import { t } from '@lingui/core/macro';
import { useEffect, useState } from 'react';
import { useForm } from 'react-hook-form';
import { contactOf } from '@/lib/contacts';
import { isoDateOf } from '@/lib/dates';
import { paths, safeNext } from '@/lib/paths';
import { Button, DateField, Form, Link, PasswordField, Plain, TextField, useGo, useLinkTo } from '@/ui';
import styles from './accounts.module.css';
import { currentStep, type NewProfile, signUp } from './allauth';
import { CodeStep, type CodeToEnter } from './CodeStep';
import { DemoNote } from './DemoNote';
import { startAfresh, useInstallation } from './data';
import { accountWords, refusedFields } from './words';

type Fields = { contact: string; surname: string; given_name: string; patronymic: string; birth_date: string; password: string };
type Stage = 'contact' | 'profile' | CodeToEnter;

const EMPTY: Fields = { contact: '', surname: '', given_name: '', patronymic: '', birth_date: '', password: '' };
const PASSWORD_LENGTH = 8;

/** Register in three steps: where to reach me, who I am, the code. */
export function RegisterPage({ next }: { next: unknown }) {
  const go = useGo();
  const linkTo = useLinkTo();
  const target = safeNext(next);
  const [stage, setStage] = useState<Stage>('contact');
  const form = useForm<Fields>({ defaultValues: EMPTY });
  useCodeAwaited((step) => setStage({ step, contact: form.getValues('contact') }));

  if (typeof stage === 'object') {
    return (
      <CodeStep
        {...stage}
        onBack={() => setStage('contact')}
        onDone={() => {
          startAfresh();
          go(target, { replace: true });
        }}
      />
    );
  }
  return (
    <Plain
      title={t({ id: 'register.title', message: 'Регистрация' })}
      lead={
        stage === 'contact'
          ? t({
              id: 'register.leadContact',
              message: 'Учебный профиль — один на все школы. Найти его по телефону или почте никто не сможет.',
            })
          : t({ id: 'register.leadProfile', message: 'Напишите настоящее имя: по нему вас узнают в школе.' })
      }
      foot={
        <>
          <span>
            {t({ id: 'register.haveProfile', message: 'Уже есть профиль?' })}{' '}
            <Link {...linkTo(paths.login(target))}>{t({ id: 'register.login', message: 'Войти' })}</Link>
          </span>
          <DemoNote />
        </>
      }
    >
      <div className={styles.steps} aria-hidden>
        <span className={`${styles.step} ${styles.stepDone}`} />
        <span className={stage === 'profile' ? `${styles.step} ${styles.stepDone}` : styles.step} />
        <span className={styles.step} />
      </div>
      {stage === 'contact' ? (
        <ContactForm form={form} onDone={() => setStage('profile')} />
      ) : (
        <ProfileForm form={form} onBack={() => setStage('contact')} onDone={setStage} onEntered={() => go(target, { replace: true })} />
      )}
    </Plain>
  );
}

type FormOf = ReturnType<typeof useForm<Fields>>;

function ContactForm({ form, onDone }: { form: FormOf; onDone: () => void }) {
  const { control, handleSubmit, setError } = form;
  const registration = useInstallation()?.registration;
  const phone = registration?.phone ?? true;
  const email = registration?.email ?? true;

  const submit = handleSubmit(({ contact: typed }) => {
    const contact = contactOf(typed);
    const accepted = contact && ('phone' in contact ? phone : email);
    if (!accepted) return setError('contact', { message: contactWanted(phone, email) });
    onDone();
  });
  return (
    <Form
      onSubmit={(event) => void submit(event)}
      footer={
        <Button type="submit" size="l" stretched>
          {t({ id: 'register.next', message: 'Продолжить' })}
        </Button>
      }
    >
      <TextField
        control={control}
        name="contact"
        label={contactLabel(phone, email)}
        hint={t({ id: 'register.contactHint', message: 'Сюда придёт код подтверждения.' })}
        autoComplete={email ? 'username' : 'tel'}
        autoFocus
      />
    </Form>
  );
}

type ProfileFormProps = { form: FormOf; onBack: () => void; onDone: (code: CodeToEnter) => void; onEntered: () => void };

function ProfileForm({ form, onBack, onDone, onEntered }: ProfileFormProps) {
  const { control, handleSubmit, formState, setError } = form;

  const submit = handleSubmit(async (fields) => {
    const missing = missingIn(fields);
    if (missing.length) {
      for (const { field, words } of missing) setError(field, { message: words });
      return;
    }
    try {
      const step = await signUp(profileOf(fields));
      if (step === 'verify_email' || step === 'verify_phone') return onDone({ step, contact: fields.contact });
      startAfresh();
      onEntered();
    } catch (error) {
      showRefusal(error);
    }
  });

  function showRefusal(error: unknown) {
    const shown = refusedFields(error).filter(({ field }) => field in EMPTY && field !== 'contact');
    for (const { field, words } of shown) setError(field as keyof Fields, { message: words });
    if (!shown.length) setError('root', { message: accountWords(error) });
  }

  return (
    <Form
      onSubmit={(event) => void submit(event)}
      error={formState.errors.root?.message}
      footer={
        <>
          <Button type="submit" size="l" stretched loading={formState.isSubmitting}>
            {t({ id: 'register.submit', message: 'Получить код' })}
          </Button>
          <Button size="l" stretched mode="tertiary" onClick={onBack}>
            {t({ id: 'register.back', message: 'Назад' })}
          </Button>
        </>
      }
    >
      <TextField
        control={control}
        name="surname"
        label={t({ id: 'register.surname', message: 'Фамилия' })}
        autoComplete="family-name"
        autoFocus
      />
      <TextField control={control} name="given_name" label={t({ id: 'register.givenName', message: 'Имя' })} autoComplete="given-name" />
      <TextField
        control={control}
        name="patronymic"
        label={t({ id: 'register.patronymic', message: 'Отчество, если есть' })}
        autoComplete="additional-name"
        optional
      />
      <DateField
        control={control}
        name="birth_date"
        label={t({ id: 'register.birthDate', message: 'Дата рождения' })}
        autoComplete="bday"
      />
      <PasswordField
        control={control}
        name="password"
        label={t({ id: 'register.password', message: 'Придумайте пароль' })}
        hint={t({ id: 'register.passwordHint', message: 'Не меньше 8 знаков, не одни цифры.' })}
        autoComplete="new-password"
      />
    </Form>
  );
}

/** The page was loaded anew while a code is on its way: go on with it. */
function useCodeAwaited(onAwaited: (step: CodeToEnter['step']) => void) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once, when the page opens
  useEffect(() => {
    let open = true;
    currentStep().then(
      (step) => open && (step === 'verify_email' || step === 'verify_phone') && onAwaited(step),
      () => undefined,
    );
    return () => {
      open = false;
    };
  }, []);
}

function missingIn(fields: Fields): { field: keyof Fields; words: string }[] {
  const birthDate = isoDateOf(fields.birth_date);
  const today = new Date().toISOString().slice(0, 10);
  return [
    !fields.surname.trim() && { field: 'surname' as const, words: t({ id: 'register.surnameMissing', message: 'Напишите фамилию.' }) },
    !fields.given_name.trim() && { field: 'given_name' as const, words: t({ id: 'register.givenNameMissing', message: 'Напишите имя.' }) },
    (!birthDate || birthDate >= today || birthDate < '1900-01-01') && {
      field: 'birth_date' as const,
      words: t({ id: 'register.birthDateInvalid', message: 'Напишите день, месяц и год рождения, например 03.09.2012.' }),
    },
    fields.password.length < PASSWORD_LENGTH && {
      field: 'password' as const,
      words: t({ id: 'register.passwordShort', message: 'Нужно не меньше 8 знаков.' }),
    },
  ].filter((each) => each !== false);
}

function profileOf(fields: Fields): NewProfile {
  const contact = contactOf(fields.contact);
  if (!contact) throw new Error('the step before lets only a contact through');
  return {
    ...contact,
    surname: fields.surname.trim(),
    given_name: fields.given_name.trim(),
    patronymic: fields.patronymic.trim(),
    birth_date: isoDateOf(fields.birth_date) ?? '',
    password: fields.password,
  };
}

function contactLabel(phone: boolean, email: boolean): string {
  if (!phone) return t({ id: 'register.email', message: 'Электронная почта' });
  if (!email) return t({ id: 'register.phone', message: 'Телефон' });
  return t({ id: 'register.contact', message: 'Телефон или почта' });
}

function contactWanted(phone: boolean, email: boolean): string {
  if (!phone) return t({ id: 'register.emailInvalid', message: 'Введите адрес почты. Регистрация по телефону здесь не включена.' });
  if (!email) return t({ id: 'register.phoneInvalid', message: 'Введите номер телефона. Регистрация по почте здесь не включена.' });
  return t({ id: 'register.contactInvalid', message: 'Введите номер телефона, например +7 921 123-45-67, или адрес почты.' });
}
