import { t } from '@lingui/core/macro';
import { useForm } from 'react-hook-form';
import { wordsFor } from '@/lib/errors';
import { Button, Card, Form, SelectField, TextField, toast } from '@/ui';
import { useChangeMe } from './data';
import { useMe } from './me';

type Fields = { surname: string; given_name: string; patronymic: string; gender: '' | 'female' | 'male' };

/** My own name, as the schools see it. */
export function ProfileForm() {
  const me = useMe();
  const change = useChangeMe();
  const { control, handleSubmit, formState, reset, setError } = useForm<Fields>({
    defaultValues: { surname: me.surname, given_name: me.given_name, patronymic: me.patronymic, gender: me.gender },
  });

  const submit = handleSubmit(async (fields) => {
    if (!fields.surname.trim()) return setError('surname', { message: t({ id: 'profile.surnameMissing', message: 'Напишите фамилию.' }) });
    if (!fields.given_name.trim())
      return setError('given_name', { message: t({ id: 'profile.givenNameMissing', message: 'Напишите имя.' }) });
    try {
      await change.mutateAsync(fields);
      reset(fields);
      toast(t({ id: 'profile.saved', message: 'Сохранено' }));
    } catch (error) {
      setError('root', { message: wordsFor(error) });
    }
  });
  return (
    <Card title={t({ id: 'profile.title', message: 'Имя' })} flush>
      <Form
        onSubmit={(event) => void submit(event)}
        error={formState.errors.root?.message}
        footer={
          <Button type="submit" size="m" loading={formState.isSubmitting} disabled={!formState.isDirty}>
            {t({ id: 'profile.save', message: 'Сохранить' })}
          </Button>
        }
      >
        <TextField control={control} name="surname" label={t({ id: 'profile.surname', message: 'Фамилия' })} autoComplete="family-name" />
        <TextField control={control} name="given_name" label={t({ id: 'profile.givenName', message: 'Имя' })} autoComplete="given-name" />
        <TextField
          control={control}
          name="patronymic"
          label={t({ id: 'profile.patronymic', message: 'Отчество, если есть' })}
          autoComplete="additional-name"
          optional
        />
        <SelectField
          control={control}
          name="gender"
          label={t({ id: 'profile.gender', message: 'Пол' })}
          optional
          choices={[
            { value: '', label: t({ id: 'profile.genderUnsaid', message: 'Не указан' }) },
            { value: 'female', label: t({ id: 'profile.genderFemale', message: 'Женский' }) },
            { value: 'male', label: t({ id: 'profile.genderMale', message: 'Мужской' }) },
          ]}
        />
      </Form>
    </Card>
  );
}
