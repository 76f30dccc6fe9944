import * as z from 'zod/mini';
import { list } from '../input/schema-list.js';
import { type HostProvenance, hostProvenanceSchema } from './host-provenance.js';
import { predictionIntervalSchema } from '../results/prediction-interval.js';
import { programIdentity, programIdentityShape } from '../results/program-identity.js';
import { engineVersions } from '../engines/scenario.js';
import { nonNegative, nonNegativeInt as count, signed } from '../input/schema-fields.js';

const spreadSchema = z.strictObject({
  mean: nonNegative,
  median: nonNegative,
  min: nonNegative,
  max: nonNegative,
});

const publishedRowSchema = z.strictObject({
  total_time_ms: nonNegative,
  downtime_ms: nonNegative,
  iterations: count,
  max_throttle_percent: count,
});

/** The runs of a cell, summed up; the downtime is that of the runs that completed. */
const runsSchema = z.strictObject({
  runs: count,
  completed: count,
  total_time_ms: spreadSchema,
  downtime_ms: z.nullable(spreadSchema),
  iterations: spreadSchema,
  max_throttle_percent: spreadSchema,
});

/** Ours against theirs; positive where ours is more. */
const cellErrorSchema = z.strictObject({
  /** Of the median against the published mean. */
  total_time_percent: signed,
  /** Of the mean against the published mean: what the MAPE is made of. */
  total_time_mean_percent: signed,
  /** How far the median lies outside the published range; 0 inside. */
  total_time_outside_percent: signed,
  downtime_percent: z.nullable(signed),
  downtime_mean_percent: z.nullable(signed),
  /** Of the median against the published mean, in iterations. */
  iterations: signed,
  /** How far the median lies outside the published range, in iterations; 0 inside. */
  iterations_outside: signed,
  /** Of the median against the published mean, in points of throttle. */
  max_throttle_percent: signed,
});

const intervalSchema = z.strictObject({
  total_time_ms: predictionIntervalSchema,
  downtime_ms: z.nullable(predictionIntervalSchema),
  /** Published runs whose total time lies in the interval. */
  published_inside: count,
});

/** `fitted`: the host profile was fitted on these rows; `predicted`: none of its numbers was. */
export const validationGroups = ['fitted', 'predicted'] as const;

/** A published cell next to its simulation. */
export const cellValidationSchema = z.strictObject({
  record: z.literal('cell'),
  reference: z.string(),
  host: z.string(),
  version: z.enum(engineVersions),
  mode: z.string(),
  /** What stood in for the rules of the mode (`--strategy`), and the hash of its file; absent if nothing did. */
  strategy: z.optional(z.string()),
  strategy_hash: z.optional(z.string()),
  /** What the suite calls the load; null if it does not have it. */
  load: z.nullable(z.string()),
  stress_mem_mb: count,
  group: z.enum(validationGroups),
  published_rows: list(publishedRowSchema),
  published: runsSchema,
  simulated: runsSchema,
  /** Where the middle 80 % of the runs lie; absent unless hosts were drawn (`--uncertain`). */
  interval: z.optional(intervalSchema),
  error: cellErrorSchema,
  /** Published runs of which the simulation has the convergence verdict right. */
  verdicts_right: count,
  verdicts: count,
});

/** `without light`: the loads that need a throttle to converge. */
export const loadSelections = ['all', 'without light'] as const;

/** A group of cells, summed up. */
export const validationSummarySchema = z.strictObject({
  record: z.literal('summary'),
  group: z.enum(validationGroups),
  loads: z.enum(loadSelections),
  cells: count,
  total_time_mape_percent: nonNegative,
  downtime_mape_percent: z.nullable(nonNegative),
  worst_cell: z.string(),
  worst_error_percent: signed,
  /** Share of the cells whose median total time lies inside the published range. */
  inside_range_percent: nonNegative,
  verdicts_right: count,
  verdicts: count,
});

/** The JSON document of `validate`. */
export const validationDocumentSchema = z.strictObject({
  schema: z.literal('guestperf-sim/validation/1'),
  ...programIdentityShape,
  seeds: count,
  hosts: list(hostProvenanceSchema),
  results: list(cellValidationSchema),
  summary: list(validationSummarySchema),
});

export type Spread = z.infer<typeof spreadSchema>;
export type RunsSummary = z.infer<typeof runsSchema>;
export type CellValidation = z.infer<typeof cellValidationSchema>;
export type ValidationGroup = CellValidation['group'];
export type ValidationSummary = z.infer<typeof validationSummarySchema>;
export type LoadSelection = ValidationSummary['loads'];
export type ValidationDocument = z.infer<typeof validationDocumentSchema>;

/** Puts a validation into the published document. */
export function validationDocument(
  seeds: number,
  hosts: readonly HostProvenance[],
  cells: readonly CellValidation[],
  summaries: readonly ValidationSummary[],
): ValidationDocument {
  return {
    schema: 'guestperf-sim/validation/1',
    ...programIdentity,
    seeds,
    hosts: [...hosts],
    results: [...cells],
    summary: [...summaries],
  };
}
