import type * as z from 'zod/mini';
import { bounded, boundedInt } from '../input/bounded-number.js';
import type { HostNumber } from './host-number.js';

/** A number of the table, without its provenance. */
export function hostNumberSchema({ bounds, isWhole }: HostNumber): z.ZodMiniNumber {
  return isWhole ? boundedInt(bounds) : bounded(bounds);
}
