import type { Unit } from '../../input/quantity.js';
import { readValue } from '../../settings/read-value.js';
import type { Option } from './option.js';

/** An option that takes a decimal number from `min` upwards, or up to `max`; none is given by default. */
export function numberOption(facts: {
  readonly min: number;
  readonly max?: number;
  readonly unit: Unit;
  readonly description: string;
}): Option<number | null> {
  const { description, max = null, min, unit } = facts;
  return {
    placeholder: 'NUMBER',
    description,
    fallback: null,
    fallbackText: null,
    choices: [],
    hidden: false,
    read: (text, flag) => Number(readValue({ kind: 'number', min, max, unit }, text, flag)),
  };
}
