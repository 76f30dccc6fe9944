import * as z from 'zod/mini';
import { ordinal, signed } from '../input/schema-fields.js';
import { dictionary } from '../input/schema-list.js';

/** Where a record belongs in its sweep. */
export const sweepPlaceSchema = z.strictObject({
  /** The same for all records of a sweep, and for no other sweep. */
  id: z.string(),
  /** Number of the run, from 1. */
  run: ordinal,
  /** Runs of the whole sweep. */
  runs: ordinal,
  /** How many settings each axis has, the slowest first, then seeds and repeats: `3x2x9x1`. */
  shape: z.string().check(z.regex(/^\d+(x\d+)+$/)),
  /** What differs between the points, as it was set; null where a point leaves the default. */
  point: dictionary(z.nullable(z.union([z.string(), signed, z.boolean()]))),
});

export type SweepPlace = z.infer<typeof sweepPlaceSchema>;
