import type { Unit } from '../../input/quantity.js';
import { readValue } from '../../settings/read-value.js';
import type { Option, OptionFacts } from './option.js';

interface NumberFacts<Fallback> extends OptionFacts<Fallback> {
  readonly min: number;
  readonly max: number;
  readonly unit?: Unit;
}

/** An option that takes a whole number within a range. */
export function integerOption<Fallback extends number | null>(
  facts: NumberFacts<Fallback>,
): Option<number | Fallback> {
  const { max, min, unit = null } = facts;
  return {
    ...shown('N', facts),
    read: (text, flag) => Number(readValue({ kind: 'integer', min, max, unit }, text, flag)),
  };
}

/** An option that takes a decimal number within a range. */
export function numberOption<Fallback extends number | null>(
  facts: NumberFacts<Fallback>,
): Option<number | Fallback> {
  const { max, min, unit = null } = facts;
  return {
    ...shown('NUMBER', facts),
    read: (text, flag) => Number(readValue({ kind: 'number', min, max, unit }, text, flag)),
  };
}

function shown<Fallback extends number | null>(placeholder: string, facts: OptionFacts<Fallback>) {
  const { description, fallback } = facts;
  const standard = fallback === null ? null : String(fallback);
  return { placeholder, description, fallback, fallbackText: facts.fallbackText ?? standard };
}

/** How many threads simulate; 0 stands for one for each core. */
export const workersOption = integerOption<number>({
  min: 1,
  max: 1024,
  description: 'threads that simulate; results do not depend on their number',
  fallback: 0,
  fallbackText: 'one for each core',
});
