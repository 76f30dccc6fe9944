import type { Unit } from '../../input/quantity.js';
import { readValue } from '../../settings/read-value.js';
import type { Option } from './option.js';

interface IntegerFacts {
  readonly min: number;
  readonly max: number;
  readonly unit?: Unit;
  readonly description: string;
}

/** An option that takes a whole number within a range. */
export function integerOption(facts: IntegerFacts & { readonly fallback: number }): Option<number> {
  const { description, fallback, max, min, unit = null } = facts;
  return {
    placeholder: 'N',
    description,
    fallback,
    fallbackText: String(fallback),
    choices: [],
    hidden: false,
    read: (text, flag) => Number(readValue({ kind: 'integer', min, max, unit }, text, flag)),
  };
}

/** An option that takes a whole number within a range; none is given by default. */
export function optionalIntegerOption(facts: IntegerFacts): Option<number | null> {
  const { read, ...option } = integerOption({ ...facts, fallback: 0 });
  return {
    ...option,
    fallback: null,
    fallbackText: null,
    read: (text, flag) => read(text, flag, 0),
  };
}
