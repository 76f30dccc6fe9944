import type * as z from 'zod/mini';
import { InputError } from '../input/input-error.js';
import { schemaKeys } from '../input/schema-keys.js';
import { schemaProblem } from '../input/schema-problem.js';
import { profileKinds, type ProfileName } from '../profiles/profile-files.js';
import { workloadSchema } from '../profiles/workload.js';

/** What was read, by what was given: a calibration gives the same one again and again. */
const read = new WeakMap<object, object>();

/**
 * A profile that somebody wrote down where its name could be, as its schema reads it; a workload may be without the
 * name and the source of a profile.
 *
 * @param subject what the user calls the setting, for errors
 * @throws InputError with the path of what is wrong in it
 */
export function readInlineProfile(of: ProfileName, given: object, subject: string): object {
  const known = read.get(given);
  if (known !== undefined) return known;
  const isBareWorkload = of === 'workload' && !('workload' in given);
  const schema: z.ZodMiniType = isBareWorkload ? workloadSchema : profileKinds[of].schema;
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const fault = schemaProblem(parsed.error.issues, given, schemaKeys(schema));
    throw new InputError({ ...fault, subject: `${subject}.${fault.subject}` });
  }
  read.set(given, parsed.data as object);
  return parsed.data as object;
}
