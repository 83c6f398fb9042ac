import { useId } from 'react';
import { FormItem, Input } from '../kit';
import styles from './fields.module.css';

const LENGTH = 6;

type Props = {
  label: string;
  value: string;
  error?: string | undefined;
  disabled?: boolean;
  onChange: (code: string) => void;
  onFull: (code: string) => void;
};

/** A six-digit code: pasted with whatever stands around it, filled in by the phone, or typed; the last digit sends it. */
export function CodeField({ label, value, error, disabled = false, onChange, onFull }: Props) {
  const id = useId();

  function take(typed: string) {
    const code = typed.replace(/\D/g, '').slice(0, LENGTH);
    onChange(code);
    if (code.length === LENGTH && code !== value) onFull(code);
  }
  return (
    <FormItem top={label} htmlFor={id} bottom={error} bottomId={`${id}-error`} status={error ? 'error' : 'default'}>
      <Input
        id={id}
        className={styles.code}
        value={value}
        disabled={disabled}
        inputMode="numeric"
        autoComplete="one-time-code"
        placeholder="000000"
        onChange={(event) => take(event.target.value)}
        slotProps={{ input: { autoFocus: true, 'aria-invalid': Boolean(error), 'aria-describedby': error ? `${id}-error` : undefined } }}
      />
    </FormItem>
  );
}
