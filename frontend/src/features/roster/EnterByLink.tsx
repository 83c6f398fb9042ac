import { t } from '@lingui/core/macro';
import { useForm } from 'react-hook-form';
import { paths } from '@/lib/paths';
import { Button, Card, Form, TextField, useGo } from '@/ui';
import { tokenIn } from './tokenIn';

/** Paste an invitation link, or what is left of it. */
export function EnterByLink() {
  const go = useGo();
  const { control, handleSubmit, setError } = useForm({ defaultValues: { link: '' } });

  const submit = handleSubmit(({ link }) => {
    const token = tokenIn(link);
    if (!token)
      return setError('link', { message: t({ id: 'enter.invalid', message: 'В этой ссылке нет приглашения. Скопируйте её целиком.' }) });
    go(paths.join(token));
  });
  return (
    <Card title={t({ id: 'enter.title', message: 'Присоединиться к организации' })} flush>
      <Form
        onSubmit={(event) => void submit(event)}
        footer={
          <Button type="submit" size="l">
            {t({ id: 'enter.submit', message: 'Открыть приглашение' })}
          </Button>
        }
      >
        <TextField
          control={control}
          name="link"
          label={t({ id: 'enter.link', message: 'Ссылка-приглашение' })}
          hint={t({ id: 'enter.hint', message: 'Её даёт администратор школы или классный руководитель. Можно навести камеру на QR-код.' })}
          placeholder="https://…/join/…"
          inputMode="url"
        />
      </Form>
    </Card>
  );
}
