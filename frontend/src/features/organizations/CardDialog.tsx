import { t } from '@lingui/core/macro';
import { useForm } from 'react-hook-form';
import { wordsFor } from '@/lib/errors';
import { Button, Dialog, Form, TextareaField, TextField, toast } from '@/ui';
import { type Organization, useEditOrganization } from './data';

const FORM = 'organization-card';

/** Change the organisation's card. */
export function CardDialog({ organization, open, onClose }: { organization: Organization; open: boolean; onClose: () => void }) {
  const edit = useEditOrganization(organization.id);
  const { control, handleSubmit, formState, setError } = useForm({
    defaultValues: {
      name: organization.name,
      short_name: organization.short_name,
      description: organization.description,
      site: organization.site,
      contacts: organization.contacts,
    },
  });

  const submit = handleSubmit(async (fields) => {
    if (!fields.name.trim()) return setError('name', { message: t({ id: 'cardDialog.nameMissing', message: 'Напишите название.' }) });
    const site = withScheme(fields.site.trim());
    if (site && !URL.canParse(site))
      return setError('site', { message: t({ id: 'cardDialog.siteInvalid', message: 'Это не похоже на адрес сайта.' }) });
    try {
      await edit.mutateAsync({ ...fields, name: fields.name.trim(), site });
      toast(t({ id: 'cardDialog.saved', message: 'Карточка изменена' }));
      onClose();
    } catch (error) {
      setError('root', { message: wordsFor(error) });
    }
  });
  return (
    <Dialog
      title={t({ id: 'cardDialog.title', message: 'Карточка организации' })}
      open={open}
      onClose={onClose}
      footer={
        <Button size="m" type="submit" form={FORM} loading={formState.isSubmitting} disabled={!formState.isDirty}>
          {t({ id: 'cardDialog.save', message: 'Сохранить' })}
        </Button>
      }
    >
      <Form id={FORM} onSubmit={(event) => void submit(event)} error={formState.errors.root?.message}>
        <TextField control={control} name="name" label={t({ id: 'cardDialog.name', message: 'Название' })} maxLength={200} />
        <TextField
          control={control}
          name="short_name"
          label={t({ id: 'cardDialog.shortName', message: 'Короткое название' })}
          hint={t({ id: 'cardDialog.shortNameHint', message: 'Стоит в меню, например «Школа № 17».' })}
          maxLength={40}
          optional
        />
        <TextareaField
          control={control}
          name="description"
          label={t({ id: 'cardDialog.description', message: 'Описание' })}
          maxLength={4000}
          optional
        />
        <TextareaField
          control={control}
          name="contacts"
          label={t({ id: 'cardDialog.contacts', message: 'Контакты' })}
          hint={t({ id: 'cardDialog.contactsHint', message: 'Адрес, телефон приёмной, часы работы.' })}
          maxLength={1000}
          optional
        />
        <TextField control={control} name="site" label={t({ id: 'cardDialog.site', message: 'Сайт' })} inputMode="url" optional />
      </Form>
    </Dialog>
  );
}

function withScheme(site: string): string {
  return site && !/^https?:\/\//i.test(site) ? `https://${site}` : site;
}
