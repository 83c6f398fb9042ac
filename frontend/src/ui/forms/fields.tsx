import { t } from '@lingui/core/macro';
import { type ReactNode, useId, useState } from 'react';
import { type Control, type FieldPath, type FieldValues, useController } from 'react-hook-form';
import { Icon20HideOutline, Icon20ViewOutline } from '../icons';
import { Checkbox, FormItem, IconButton, Input, NativeSelect, Textarea } from '../kit';
import styles from './fields.module.css';

type FieldOf<T extends FieldValues> = {
  control: Control<T>;
  name: FieldPath<T>;
  label: string;
  /** What to write, or why it is asked; gives way to the error. */
  hint?: ReactNode;
  optional?: boolean;
};

type TextProps<T extends FieldValues> = FieldOf<T> & {
  type?: 'text' | 'email' | 'tel' | 'url';
  autoComplete?: string;
  inputMode?: 'text' | 'numeric' | 'tel' | 'email' | 'url';
  placeholder?: string;
  maxLength?: number;
  autoFocus?: boolean;
  /** Suggestions under the field; anything else may be written too. */
  suggestions?: readonly string[];
  /** Brings what was typed into its usual form. */
  format?: (typed: string) => string;
};

/** A line of text in a form. */
export function TextField<T extends FieldValues>({
  control,
  name,
  label,
  hint,
  optional,
  suggestions,
  format,
  autoFocus,
  ...input
}: TextProps<T>) {
  const { field, value, ids, bottom, status } = useField({ control, name, hint });
  const listId = useId();
  return (
    <FormItem top={label} htmlFor={ids.input} bottom={bottom} bottomId={ids.bottom} status={status}>
      <Input
        {...input}
        id={ids.input}
        name={name}
        value={value}
        onChange={(event) => field.onChange(format ? format(event.target.value) : event.target.value)}
        onBlur={field.onBlur}
        status={status}
        slotProps={{
          input: {
            getRootRef: field.ref,
            'aria-describedby': bottom ? ids.bottom : undefined,
            'aria-invalid': status === 'error',
            'aria-required': !optional,
            autoFocus,
            list: suggestions && listId,
          },
        }}
      />
      {suggestions && (
        <datalist id={listId}>
          {suggestions.map((suggestion) => (
            <option key={suggestion} value={suggestion} />
          ))}
        </datalist>
      )}
    </FormItem>
  );
}

/** A password, which can be shown. */
export function PasswordField<T extends FieldValues>({
  control,
  name,
  label,
  hint,
  autoComplete,
}: FieldOf<T> & { autoComplete: 'current-password' | 'new-password' }) {
  const [shown, setShown] = useState(false);
  const { field, value, ids, bottom, status } = useField({ control, name, hint });
  return (
    <FormItem top={label} htmlFor={ids.input} bottom={bottom} bottomId={ids.bottom} status={status}>
      <Input
        id={ids.input}
        name={name}
        type={shown ? 'text' : 'password'}
        autoComplete={autoComplete}
        value={value}
        onChange={field.onChange}
        onBlur={field.onBlur}
        status={status}
        slotProps={{
          input: {
            getRootRef: field.ref,
            'aria-describedby': bottom ? ids.bottom : undefined,
            'aria-invalid': status === 'error',
            'aria-required': true,
          },
        }}
        after={
          <IconButton
            hoverMode="opacity"
            label={shown ? t({ id: 'password.hide', message: 'Скрыть пароль' }) : t({ id: 'password.show', message: 'Показать пароль' })}
            onClick={() => setShown(!shown)}
          >
            {shown ? <Icon20HideOutline /> : <Icon20ViewOutline />}
          </IconButton>
        }
      />
    </FormItem>
  );
}

/** A day of somebody's life, typed as «ДД.ММ.ГГГГ»: faster than any calendar when the year is far away. */
export function DateField<T extends FieldValues>(props: FieldOf<T> & { autoComplete?: string }) {
  return (
    <TextField
      {...props}
      inputMode="numeric"
      placeholder={t({ id: 'date.placeholder', message: 'ДД.ММ.ГГГГ' })}
      maxLength={10}
      format={withDots}
    />
  );
}

function withDots(typed: string): string {
  const digits = typed.replace(/\D/g, '').slice(0, 8);
  // A dot that the person has just typed or deleted stays as it is.
  if (typed.endsWith('.') && (digits.length === 2 || digits.length === 4)) return `${grouped(digits)}.`;
  return grouped(digits);
}

function grouped(digits: string): string {
  return [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4)].filter(Boolean).join('.');
}

/** Several lines of text. */
export function TextareaField<T extends FieldValues>({
  control,
  name,
  label,
  hint,
  optional,
  maxLength,
}: FieldOf<T> & { maxLength?: number }) {
  const { field, value, ids, bottom, status } = useField({ control, name, hint });
  return (
    <FormItem top={label} htmlFor={ids.input} bottom={bottom} bottomId={ids.bottom} status={status}>
      <Textarea
        id={ids.input}
        name={name}
        maxLength={maxLength}
        value={value}
        onChange={field.onChange}
        onBlur={field.onBlur}
        status={status}
        slotProps={{
          textArea: {
            getRootRef: field.ref,
            'aria-describedby': bottom ? ids.bottom : undefined,
            'aria-invalid': status === 'error',
            'aria-required': !optional,
          },
        }}
      />
    </FormItem>
  );
}

export type Choice = { value: string; label: string };

/** One of a few. */
export function SelectField<T extends FieldValues>({
  control,
  name,
  label,
  hint,
  optional,
  choices,
  placeholder,
}: FieldOf<T> & { choices: readonly Choice[]; placeholder?: string }) {
  const { field, value, ids, bottom, status } = useField({ control, name, hint });
  return (
    <FormItem top={label} htmlFor={ids.input} bottom={bottom} bottomId={ids.bottom} status={status}>
      <NativeSelect
        id={ids.input}
        name={name}
        value={value}
        onChange={(_, chosen) => field.onChange(chosen ?? '')}
        onBlur={field.onBlur}
        status={status ?? 'default'}
        {...(placeholder !== undefined && { placeholder })}
        slotProps={{
          select: {
            getRootRef: field.ref,
            'aria-describedby': bottom ? ids.bottom : undefined,
            'aria-invalid': status === 'error',
            'aria-required': !optional,
          },
        }}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </NativeSelect>
    </FormItem>
  );
}

/** Any number of a few; the value is the list of those which are ticked. */
export function ChecksField<T extends FieldValues>({ control, name, label, hint, choices }: FieldOf<T> & { choices: readonly Choice[] }) {
  const { field, ids, bottom, status } = useField({ control, name, hint });
  const ticked = (field.value as string[] | undefined) ?? [];
  return (
    <fieldset className={styles.checks} aria-describedby={bottom ? ids.bottom : undefined}>
      <legend className={styles.legend}>{label}</legend>
      <div className={styles.boxes}>
        {choices.map((choice) => (
          <Checkbox
            key={choice.value}
            checked={ticked.includes(choice.value)}
            onChange={(event) =>
              field.onChange(event.target.checked ? [...ticked, choice.value] : ticked.filter((value) => value !== choice.value))
            }
          >
            {choice.label}
          </Checkbox>
        ))}
      </div>
      {bottom && (
        <div id={ids.bottom} className={status === 'error' ? styles.error : styles.hint}>
          {bottom}
        </div>
      )}
    </fieldset>
  );
}

function useField<T extends FieldValues>({ control, name, hint }: { control: Control<T>; name: FieldPath<T>; hint: ReactNode }) {
  const { field, fieldState } = useController({ control, name });
  // A form's values are typed where the form is made; what a field of text holds is text.
  const value = field.value as string | undefined;
  const id = useId();
  const error = fieldState.error?.message;
  return {
    field,
    value: value ?? '',
    ids: { input: `${id}-input`, bottom: `${id}-bottom` },
    bottom: error ?? hint,
    status: error ? ('error' as const) : ('default' as const),
  };
}
