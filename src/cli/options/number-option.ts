import { InputError } from '../../scenario/input-error.js';
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
