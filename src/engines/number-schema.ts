import type * as z from 'zod/mini';
import { bounded, boundedInt, type Bounds } from '../input/bounded-number.js';
import type { NumberForm } from './setting.js';

/** The bounds of a setting, whose unit is their reason: they are those of the program that is simulated. */
export function boundsOf({ max, min, unit }: NumberForm): Bounds {
  return { min, max, why: unit };
}

/** A number that is the value of a setting. */
export function settingNumber(form: NumberForm): z.ZodMiniNumber {
  return form.kind === 'integer' ? boundedInt(boundsOf(form)) : bounded(boundsOf(form));
}
