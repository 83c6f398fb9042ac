import { t } from '@lingui/core/macro';
import { useState } from 'react';
import type { Schema } from '@/lib/api';
import { wordsFor } from '@/lib/errors';
import { Button, Dialog, Div, FormItem, NativeSelect, Notice, toast } from '@/ui';
import { type SchoolClass, useClasses, useMovePupil } from './data';

/** Move a pupil to another class in one step. */
export function MovePupilDialog({
  school_class,
  pupil,
  onClose,
}: {
  school_class: SchoolClass;
  pupil: Schema<'Person'>;
  onClose: () => void;
}) {
  const classes = (useClasses(school_class.org_id).data ?? []).filter(({ id }) => id !== school_class.id);
  const [to, setTo] = useState('');
  const move = useMovePupil(school_class.id);
  return (
    <Dialog
      title={t({ id: 'move.title', message: 'Перевести в другой класс' })}
      open
      onClose={onClose}
      footer={
        <Button
          size="m"
          disabled={!to}
          loading={move.isPending}
          onClick={() =>
            move.mutate(
              { user: pupil.id, to: Number(to) },
              {
                onSuccess: () => {
                  toast(t({ id: 'move.done', message: 'Переведён' }));
                  onClose();
                },
              },
            )
          }
        >
          {t({ id: 'move.submit', message: 'Перевести' })}
        </Button>
      }
    >
      {move.error && (
        <Div>
          <Notice tone="error">{wordsFor(move.error)}</Notice>
        </Div>
      )}
      <FormItem top={pupil.name} htmlFor="move-to">
        <NativeSelect
          id="move-to"
          placeholder={t({ id: 'move.choose', message: 'Выберите класс' })}
          value={to}
          onChange={(event) => setTo(event.target.value)}
        >
          {classes.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </NativeSelect>
      </FormItem>
    </Dialog>
  );
}
