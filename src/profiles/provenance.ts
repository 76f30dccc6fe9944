import * as z from 'zod/mini';

/**
 * Where a number of a host profile comes from.
 *
 * - `measured`: read off the machine, apart from the runs that it is used to predict.
 * - `published`: stated by the source that published the test bed.
 * - `fitted`: set by `guestperf-sim calibrate` on published rows.
 * - `assumed`: a plausible value that nothing here measures.
 */
export const provenanceKinds = ['measured', 'published', 'fitted', 'assumed'] as const;

/** A non-negative parameter with its provenance. */
export const parameterSchema = z.strictObject({
  value: z.number().check(z.nonnegative()),
  provenance: z.enum(provenanceKinds),
  source: z.string().check(z.minLength(1)),
});

/** A parameter of which zero would make no sense (a rate, a duration that divides). */
export const positiveParameterSchema = z.strictObject({
  value: z.number().check(z.positive()),
  provenance: z.enum(provenanceKinds),
  source: z.string().check(z.minLength(1)),
});

export type Parameter = z.infer<typeof parameterSchema>;
