import { t } from '@lingui/core/macro';
import { useState } from 'react';
import type { Schema } from '@/lib/api';
import { wordsFor } from '@/lib/errors';
import { Button, Dialog, Div, FormItem, NativeSelect, Notice } from '@/ui';
import { type SchoolClass, useLinkGuardian } from './data';
import { PeoplePicker } from './PeoplePicker';

/** Note whose parent somebody is. */
export function FamilyDialog({ school_class, onClose }: { school_class: SchoolClass; onClose: () => void }) {
  const [parents, setParents] = useState<Schema<'Person'>[]>([]);
  const [childId, setChildId] = useState('');
  const link = useLinkGuardian(school_class.id);

  async function save() {
    for (const { id } of parents) await link.mutateAsync({ parent_id: id, child_id: Number(childId) });
    onClose();
  }
  return (
    <Dialog
      title={t({ id: 'family.title', message: 'Родитель и ребёнок' })}
      open
      onClose={onClose}
      footer={
        <Button
          size="m"
          disabled={parents.length === 0 || !childId}
          loading={link.isPending}
          onClick={() => void save().catch(() => undefined)}
        >
          {t({ id: 'family.save', message: 'Связать' })}
        </Button>
      }
    >
      {link.error && (
        <Div>
          <Notice tone="error">{wordsFor(link.error)}</Notice>
        </Div>
      )}
      <FormItem top={t({ id: 'family.child', message: 'Ребёнок' })} htmlFor="family-child">
        <NativeSelect
          id="family-child"
          placeholder={t({ id: 'family.choose', message: 'Выберите учащегося' })}
          value={childId}
          onChange={(event) => setChildId(event.target.value)}
        >
          {school_class.pupils.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </NativeSelect>
      </FormItem>
      <PeoplePicker
        org={school_class.org_id}
        who="parent"
        label={t({ id: 'family.parents', message: 'Родители' })}
        chosen={parents}
        onChange={setParents}
      />
    </Dialog>
  );
}
