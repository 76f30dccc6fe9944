import type { IntegerRange } from '../../settings/guestperf-parameters.js';
import { InputError } from '../../input/input-error.js';
import type { Option } from './option.js';

interface IntegerSettings extends IntegerRange {
  readonly description: string;
  readonly fallback: number;
}

interface IntegerListSettings extends IntegerRange {
  readonly description: string;
  readonly fallbackText: string;
}

/** An option that takes a whole number within a range. */
export function integerOption(settings: IntegerSettings): Option<number> {
  return {
    placeholder: 'N',
    description: settings.description,
    fallback: settings.fallback,
    fallbackText: String(settings.fallback),
    choices: [],
    hidden: false,
    read: (text, flag) => readInteger(text, flag, settings),
  };
}

/** An option that takes a whole number within a range; none is given by default. */
export function optionalIntegerOption(
  settings: IntegerRange & { readonly description: string },
): Option<number | null> {
  return {
    ...integerOption({ ...settings, fallback: 0 }),
    fallback: null,
    fallbackText: null,
    read: (text, flag) => readInteger(text, flag, settings),
  };
}

/** An option that takes whole numbers separated by commas; none is given by default. */
export function integerListOption(settings: IntegerListSettings): Option<readonly number[]> {
  return {
    placeholder: 'N[,N...]',
    description: settings.description,
    fallback: [],
    fallbackText: settings.fallbackText,
    choices: [],
    hidden: false,
    read: (text, flag) => text.split(',').map((part) => readInteger(part, flag, settings)),
  };
}

function readInteger(text: string, flag: string, range: IntegerRange): number {
  const allowed = describeRange(range);
  if (!/^\s*[+-]?\d+\s*$/.test(text)) {
    throw new InputError({ subject: flag, value: text, problem: 'is not a whole number', allowed });
  }
  const value = Number(text);
  if (value < range.min || value > range.max) {
    throw new InputError({ subject: flag, value: text, problem: 'is out of range', allowed });
  }
  return value;
}

/** The range in words: "1 to 4096 (vCPUs)". */
export function describeRange({ min, max, unit }: IntegerRange): string {
  return `${min} to ${max}${unit === undefined ? '' : ` (${unit})`}`;
}
