import { t } from '@lingui/core/macro';
import { useState } from 'react';
import type { Schema } from '@/lib/api';
import { wordsFor } from '@/lib/errors';
import { Button, Dialog, Div, Notice } from '@/ui';
import { type SchoolClass, type Standing, usePutIntoClass } from './data';
import { PeoplePicker } from './PeoplePicker';

/** Put members of the organisation into a class. */
export function AddPeopleDialog({ school_class, as, onClose }: { school_class: SchoolClass; as: Standing; onClose: () => void }) {
  const [chosen, setChosen] = useState<Schema<'Person'>[]>([]);
  const put = usePutIntoClass(school_class.id);

  async function add() {
    for (const { id } of chosen) {
      // One after another: each answer is the class as it is then.
      await put.mutateAsync({ user: id, standing: as });
      setChosen((left) => left.filter((person) => person.id !== id));
    }
    onClose();
  }
  return (
    <Dialog
      title={titleOf(as)}
      open
      onClose={onClose}
      footer={
        <Button size="m" disabled={chosen.length === 0} loading={put.isPending} onClick={() => void add().catch(() => undefined)}>
          {t({ id: 'addPeople.add', message: 'Добавить' })}
        </Button>
      }
    >
      {put.error && (
        <Div>
          <Notice tone="error">{wordsFor(put.error)}</Notice>
        </Div>
      )}
      <PeoplePicker
        org={school_class.org_id}
        who={as === 'pupil' ? 'pupil' : 'teacher'}
        label={t({ id: 'addPeople.label', message: 'Участники организации' })}
        hint={t({ id: 'addPeople.hint', message: 'Кого здесь нет, того сначала пригласите ссылкой.' })}
        chosen={chosen}
        onChange={setChosen}
      />
    </Dialog>
  );
}

function titleOf(as: Standing): string {
  switch (as) {
    case 'class_teacher':
      return t({ id: 'addPeople.classTeacher', message: 'Классный руководитель' });
    case 'teacher':
      return t({ id: 'addPeople.teacher', message: 'Учителя класса' });
    case 'pupil':
      return t({ id: 'addPeople.pupil', message: 'Учащиеся класса' });
  }
}
