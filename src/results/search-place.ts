import * as z from 'zod/mini';
import { ordinal } from '../input/schema-fields.js';

/** Where a record belongs in a search, as `challenge` and `tune` make them. */
export const searchPlaceSchema = z.strictObject({
  /** The same for all records of a search, and for no other search. */
  id: z.string(),
  /** Number of the run, from 1. */
  run: ordinal,
});

export type SearchPlace = z.infer<typeof searchPlaceSchema>;
