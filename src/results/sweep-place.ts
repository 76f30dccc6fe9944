import * as z from 'zod/mini';
import { dictionary } from '../input/schema-list.js';

/** Where a record belongs in its sweep. */
export const sweepPlaceSchema = z.strictObject({
  /** The same for all records of a sweep, and for no other sweep. */
  id: z.string(),
  /** Number of the run, from 1. */
  run: z.int().check(z.gte(1)),
  /** Runs of the whole sweep. */
  runs: z.int().check(z.gte(1)),
  /** How many settings each axis has, the slowest first, then seeds and repeats: `3x2x9x1`. */
  shape: z.string().check(z.regex(/^\d+(x\d+)+$/)),
  /** What differs between the points, as it was set; null where a point leaves the default. */
  point: dictionary(z.nullable(z.union([z.string(), z.number(), z.boolean()]))),
});

export type SweepPlace = z.infer<typeof sweepPlaceSchema>;
