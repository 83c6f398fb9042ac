import { t } from '@lingui/core/macro';
import { useId, useState } from 'react';
import { FormItem, Input } from '@/ui';
import { subjectsIn } from './subjectsIn';

/** What somebody teaches, written as a list: «Химия, Биология». */
export function Subjects({
  subjects,
  error,
  onChange,
}: {
  subjects: readonly string[];
  error?: string | undefined;
  onChange: (subjects: string[]) => void;
}) {
  const id = useId();
  const [typed, setTyped] = useState(() => subjects.join(', '));
  return (
    <FormItem
      top={t({ id: 'subjects.label', message: 'Предметы' })}
      htmlFor={id}
      bottom={error ?? t({ id: 'subjects.hint', message: 'Через запятую: Химия, Биология.' })}
      bottomId={`${id}-bottom`}
      status={error ? 'error' : 'default'}
    >
      <Input
        id={id}
        value={typed}
        maxLength={400}
        status={error ? 'error' : 'default'}
        slotProps={{ input: { 'aria-describedby': `${id}-bottom` } }}
        onChange={(event) => {
          setTyped(event.target.value);
          onChange(subjectsIn(event.target.value));
        }}
      />
    </FormItem>
  );
}
