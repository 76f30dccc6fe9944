import * as z from 'zod/mini';

const count = z.int().check(z.nonnegative());

/** One published run: a row of a cover letter's table. */
const publishedRunSchema = z.strictObject({
  total_time_ms: count,
  downtime_ms: count,
  iterations: count,
  max_throttle_percent: count,
});

const publishedCellSchema = z.strictObject({
  stress_mem_mb: z.int().check(z.positive()),
  mode: z.string(),
  runs: z.array(publishedRunSchema).check(z.minLength(1)),
});

/** Published tables of one test bed, as they lie in `results/published/`. */
export const publishedReferenceSchema = z.strictObject({
  name: z.string(),
  source: z.string(),
  testbed: z.strictObject({
    cpus: z.int().check(z.positive()),
    mem_gb: z.int().check(z.positive()),
    mean_bandwidth_gbit_s: z.number().check(z.positive()),
    transport: z.string(),
  }),
  command: z.string(),
  repeats: count,
  loads_mb: z.array(z.int()),
  modes: z.array(z.string()),
  cells: z.array(publishedCellSchema).check(z.minLength(1)),
});

export type PublishedReference = z.infer<typeof publishedReferenceSchema>;
export type PublishedCell = z.infer<typeof publishedCellSchema>;
export type PublishedRun = z.infer<typeof publishedRunSchema>;
