import type { components } from '@/generated/api';

/** A type of the contract by its name: `Schema<'Person'>`. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];
