import { type ReactNode, useId } from 'react';
import { FormItem, Tappable } from '../kit';
import type { Choice } from './fields';
import styles from './fields.module.css';

type Props = {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  choices: readonly Choice[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
};

/** Any number of short words, pressed or not: classes, say. */
export function Tags({ label, hint, error, choices, chosen, onChange }: Props) {
  const labelId = useId();
  const toggle = (value: string) => onChange(chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value]);
  return (
    <FormItem top={label} topId={labelId} bottom={error ?? hint} status={error ? 'error' : 'default'}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would break the form item's look; the role says the same */}
      <div role="group" aria-labelledby={labelId} className={styles.tags}>
        {choices.map(({ value, label }) => (
          <Tappable
            key={value}
            className={chosen.includes(value) ? `${styles.tag} ${styles.tagOn}` : styles.tag}
            aria-pressed={chosen.includes(value)}
            onClick={() => toggle(value)}
          >
            {label}
          </Tappable>
        ))}
      </div>
    </FormItem>
  );
}
