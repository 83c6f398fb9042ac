import { t } from '@lingui/core/macro';
import { useForm } from 'react-hook-form';
import { Button, Card, Form, PasswordField, toast } from '@/ui';
import { changePassword } from './allauth';
import { refreshSessions } from './data';
import { accountWords, refusedFields } from './words';

const FIELD_OF: Record<string, 'current' | 'next'> = { current_password: 'current', new_password: 'next' };

/** Change the password at once; the other devices sign out. */
export function PasswordForm() {
  const { control, handleSubmit, formState, reset, setError } = useForm({ defaultValues: { current: '', next: '' } });

  const submit = handleSubmit(async ({ current, next }) => {
    if (!current) return setError('current', { message: t({ id: 'password.currentMissing', message: 'Введите нынешний пароль.' }) });
    if (next.length < 8) return setError('next', { message: t({ id: 'password.short', message: 'Нужно не меньше 8 знаков.' }) });
    try {
      await changePassword(current, next);
      reset();
      refreshSessions();
      toast(t({ id: 'password.changed', message: 'Пароль изменён, остальные устройства вышли из профиля' }));
    } catch (error) {
      const shown = refusedFields(error).filter(({ field }) => field in FIELD_OF);
      for (const { field, words } of shown) setError(FIELD_OF[field] ?? 'root', { message: words });
      if (!shown.length) setError('root', { message: accountWords(error) });
    }
  });
  return (
    <Card title={t({ id: 'password.title', message: 'Пароль' })} flush>
      <Form
        onSubmit={(event) => void submit(event)}
        error={formState.errors.root?.message}
        footer={
          <Button type="submit" size="m" loading={formState.isSubmitting} disabled={!formState.isDirty}>
            {t({ id: 'password.submit', message: 'Сменить пароль' })}
          </Button>
        }
      >
        <PasswordField
          control={control}
          name="current"
          label={t({ id: 'password.current', message: 'Нынешний пароль' })}
          autoComplete="current-password"
        />
        <PasswordField
          control={control}
          name="next"
          label={t({ id: 'password.next', message: 'Новый пароль' })}
          hint={t({ id: 'password.hint', message: 'Остальные устройства сразу выйдут из профиля.' })}
          autoComplete="new-password"
        />
      </Form>
    </Card>
  );
}
