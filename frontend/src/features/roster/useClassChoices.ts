import type { Choice } from '@/ui';
import { useClasses } from './data';

/** The classes of an organisation, to choose from. */
export function useClassChoices(org: number): Choice[] {
  return (useClasses(org).data ?? []).map(({ id, title }) => ({ value: String(id), label: title }));
}
