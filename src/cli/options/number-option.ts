import { InputError } from '../../input/input-error.js';
import type { Option } from './option.js';

interface NumberSettings {
  readonly min: number;
  readonly unit: string;
  readonly description: string;
}

/** An option that takes a decimal number from `min` upwards; none is given by default. */
export function numberOption(settings: NumberSettings): Option<number | null> {
  const { min, unit } = settings;
  return {
    placeholder: 'NUMBER',
    description: settings.description,
    fallback: null,
    fallbackText: null,
    choices: [],
    hidden: false,
    read(text, flag) {
      const allowed = `${min} or more (${unit})`;
      if (!/^\s*[+-]?(\d+\.?\d*|\.\d+)\s*$/.test(text)) {
        throw new InputError({ subject: flag, value: text, problem: 'is not a number', allowed });
      }
      const value = Number(text);
      if (value >= min) return value;
      throw new InputError({ subject: flag, value: text, problem: 'is out of range', allowed });
    },
  };
}

/** An option that takes a decimal number within a range; none is given by default. */
export function rangedNumberOption(
  settings: NumberSettings & { readonly max: number },
): Option<number | null> {
  const { max, min, unit } = settings;
  const option = numberOption(settings);
  return {
    ...option,
    read(text, flag, soFar) {
      const allowed = `${min} to ${max} (${unit})`;
      const value = /^\s*[+-]?(\d+\.?\d*|\.\d+)\s*$/.test(text) ? Number(text) : null;
      const problem = value === null ? 'is not a number' : 'is out of range';
      if (value !== null && value >= min && value <= max) return option.read(text, flag, soFar);
      throw new InputError({ subject: flag, value: text, problem, allowed });
    },
  };
}
