import * as z from 'zod/mini';
import { duration, nonNegative, percent } from '../input/schema-fields.js';
import { dictionary, list } from '../input/schema-list.js';
import { resultsSchemaName } from '../results/results-document.js';
import { downtimePartsSchema } from '../results/run-metrics.js';

/** What is drawn of a run record. Other keys may be there or not: versions of the model differ. */
export const plottedRecordSchema = z.looseObject({
  scenario: z.string(),
  vmm: z.string(),
  version: z.string(),
  mode: z.string(),
  host: z.string(),
  /** Records of early versions do not say it, nor the version of the program. */
  host_hash: z.optional(z.string()),
  cpus: nonNegative,
  mem_gb: nonNegative,
  stress_mem_mb: nonNegative,
  seed: z.string(),
  repeat: nonNegative,
  status: z.string(),
  total_time_ms: duration,
  downtime_ms: z.nullable(duration),
  downtime_parts: z.nullable(downtimePartsSchema),
  iterations: nonNegative,
  max_throttle_percent: percent,
  transferred_bytes: nonNegative,
  parameters: dictionary(z.unknown()),
  model_version: z.string(),
  program_version: z.optional(z.string()),
});

export type PlottedRecord = z.infer<typeof plottedRecordSchema>;

/** The document of `--format json`, as far as it is drawn. */
export const plottedDocumentSchema = z.looseObject({
  schema: z.literal(resultsSchemaName),
  results: list(plottedRecordSchema),
});
