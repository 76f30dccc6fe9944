import {
  type IntegerRange,
  parameterDefaults,
  parameterRanges,
} from '../../settings/guestperf-parameters.js';
import { integerOption } from './integer-option.js';
import type { Option } from './option.js';

/** The option of one of guestperf's numbers, with its range and default. */
export function parameterOption(
  name: keyof typeof parameterRanges,
  description: string,
): Option<number> {
  const range: IntegerRange = parameterRanges[name];
  return integerOption({ ...range, description, fallback: parameterDefaults[name] });
}
