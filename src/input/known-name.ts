import { InputError, type InputProblem } from './input-error.js';
import { nearestName } from './nearest-name.js';

/**
 * The one of `names` that was written.
 *
 * @param detail what else the error says; without `allowed` it lists the names
 * @throws InputError with the nearest name if it is none of them
 */
export function knownName<Name extends string>(
  written: string,
  names: readonly Name[],
  detail: Omit<InputProblem, 'value' | 'nearest'>,
): Name {
  const name = names.find((candidate) => candidate === written);
  if (name !== undefined) return name;
  throw new InputError({
    value: written,
    allowed: names.join(', '),
    nearest: nearestName(written, names),
    ...detail,
  });
}
