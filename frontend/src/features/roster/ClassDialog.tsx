import { t } from '@lingui/core/macro';
import { useForm } from 'react-hook-form';
import { wordsFor } from '@/lib/errors';
import { paths } from '@/lib/paths';
import { Button, confirm, Dialog, Form, SelectField, SimpleCell, Switch, TextField, toast, toastFailure, useGo } from '@/ui';
import { type SchoolClass, useArchiveClass, useCreateClass, useEditClass } from './data';

type Fields = { grade: string; letter: string; title: string };

const FORM = 'class';
const GRADES = Array.from({ length: 11 }, (_, index) => String(index + 1));

/** Create a class, «7» and «А», or a group with a title of its own. */
export function ClassDialog({ org, onClose }: { org: number; onClose: () => void }) {
  const create = useCreateClass(org);
  const { control, handleSubmit, formState, setError, watch } = useForm<Fields>({ defaultValues: { grade: '1', letter: 'А', title: '' } });

  const submit = handleSubmit(async (fields) => {
    if (!fields.grade && !fields.title.trim()) return setError('title', { message: titleMissing() });
    try {
      const made = await create.mutateAsync(classOf(fields));
      toast(t({ id: 'classDialog.created', message: `Создан класс «${made.title}»` }));
      onClose();
    } catch (error) {
      setError('root', { message: wordsFor(error) });
    }
  });
  return (
    <Dialog
      title={t({ id: 'classDialog.newTitle', message: 'Новый класс' })}
      open
      onClose={onClose}
      footer={
        <Button size="m" type="submit" form={FORM} loading={formState.isSubmitting}>
          {t({ id: 'classDialog.create', message: 'Создать' })}
        </Button>
      }
    >
      <Form id={FORM} onSubmit={(event) => void submit(event)} error={formState.errors.root?.message}>
        <ClassFields control={control} grade={watch('grade')} />
      </Form>
    </Dialog>
  );
}

/** Rename a class, let parents read its chat, close it when it has ended. */
export function EditClassDialog({ school_class, onClose }: { school_class: SchoolClass; onClose: () => void }) {
  const go = useGo();
  const edit = useEditClass(school_class.id);
  const archive = useArchiveClass(school_class.id);
  const { control, handleSubmit, formState, setError, watch } = useForm<Fields>({
    defaultValues: {
      grade: school_class.grade === null ? '' : String(school_class.grade),
      letter: school_class.letter,
      title: school_class.title,
    },
  });

  const submit = handleSubmit(async (fields) => {
    if (!fields.grade && !fields.title.trim()) return setError('title', { message: titleMissing() });
    try {
      await edit.mutateAsync(classOf(fields));
      onClose();
    } catch (error) {
      setError('root', { message: wordsFor(error) });
    }
  });

  async function close() {
    const sure = await confirm({
      title: t({ id: 'classDialog.archiveTitle', message: `Закрыть класс «${school_class.title}»?` }),
      text: t({ id: 'classDialog.archiveText', message: 'Все выйдут из класса и его чата. Участниками организации они останутся.' }),
      action: t({ id: 'classDialog.archiveConfirm', message: 'Закрыть' }),
      destructive: true,
    });
    if (!sure) return;
    archive.mutate(undefined, {
      onSuccess: () => go(paths.classes(school_class.org_id)),
      onError: (error) => toastFailure(wordsFor(error)),
    });
  }

  const parentsRead = t({ id: 'classDialog.parentsRead', message: 'Родители читают чат класса' });
  return (
    <Dialog
      title={t({ id: 'classDialog.editTitle', message: `Класс ${school_class.title}` })}
      open
      onClose={onClose}
      footer={
        <>
          {school_class.may.archive && (
            <Button size="m" mode="tertiary" appearance="negative" loading={archive.isPending} onClick={() => void close()}>
              {t({ id: 'classDialog.archive', message: 'Закрыть класс' })}
            </Button>
          )}
          <Button size="m" type="submit" form={FORM} loading={formState.isSubmitting} disabled={!formState.isDirty}>
            {t({ id: 'classDialog.save', message: 'Сохранить' })}
          </Button>
        </>
      }
    >
      <Form id={FORM} onSubmit={(event) => void submit(event)} error={formState.errors.root?.message}>
        <ClassFields control={control} grade={watch('grade')} />
      </Form>
      <SimpleCell
        Component="label"
        multiline
        subtitle={t({ id: 'classDialog.parentsReadHint', message: 'Писать в нём они не смогут.' })}
        after={
          <Switch
            aria-label={parentsRead}
            checked={school_class.parents_read}
            disabled={edit.isPending}
            onChange={(event) => edit.mutate({ parents_read: event.target.checked }, { onError: (error) => toastFailure(wordsFor(error)) })}
          />
        }
      >
        {parentsRead}
      </SimpleCell>
    </Dialog>
  );
}

function ClassFields({ control, grade }: { control: ReturnType<typeof useForm<Fields>>['control']; grade: string }) {
  return (
    <>
      <SelectField
        control={control}
        name="grade"
        label={t({ id: 'classDialog.grade', message: 'Год обучения' })}
        choices={[
          ...GRADES.map((each) => ({ value: each, label: each })),
          { value: '', label: t({ id: 'classDialog.noGrade', message: 'Без номера: группа, кружок' }) },
        ]}
      />
      {grade ? (
        <TextField
          control={control}
          name="letter"
          label={t({ id: 'classDialog.letter', message: 'Буква' })}
          hint={t({ id: 'classDialog.letterHint', message: 'Если классов с таким номером несколько.' })}
          format={(typed) => typed.toLocaleUpperCase()}
          maxLength={10}
          optional
        />
      ) : (
        <TextField
          control={control}
          name="title"
          label={t({ id: 'classDialog.title', message: 'Название' })}
          placeholder={t({ id: 'classDialog.titlePlaceholder', message: 'Старшая группа' })}
          maxLength={40}
        />
      )}
    </>
  );
}

function classOf({ grade, letter, title }: Fields) {
  return grade ? { grade: Number(grade), letter: letter.trim() } : { title: title.trim() };
}

function titleMissing(): string {
  return t({ id: 'classDialog.titleMissing', message: 'Напишите название.' });
}
