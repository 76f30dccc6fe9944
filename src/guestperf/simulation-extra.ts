import * as z from 'zod/mini';
import { bounds } from '../profiles/host-bounds.js';
import { bounded } from '../input/bounded-number.js';
import { duration, nonNegative, ordinal, percent } from '../input/schema-fields.js';
import { list } from '../input/schema-list.js';
import type { ProgressSample } from '../engines/migration-result.js';
import { modelVersion } from '../model-version.js';
import { programVersion } from '../program-version.js';
import { downtimePartsSchema } from '../results/run-metrics.js';
import { runRecord } from '../results/run-record.js';
import { keysOf } from './report-keys.js';
import type { ReportedRun } from './reported-run.js';

const { key, part, text } = keysOf<ReportedRun>();
const optionalDuration = z.optional(z.nullable(duration));

/**
 * What is read again of the record of `--format json`; other versions of the model have other keys
 * beside it.
 */
const recordSchema = z.looseObject({
  version: z.string(),
  mode: z.string(),
  status: z.string(),
  total_time_ms: duration,
  iterations: nonNegative,
  max_throttle_percent: percent,
  /** Kind of the workload; stress is that of guestperf. */
  workload: z.string(),
  stress_mem_mb: bounded(bounds.memory),
  downtime_ms: optionalDuration,
  blackout_ms: optionalDuration,
  downtime_parts: z.optional(z.nullable(z.looseObject(downtimePartsSchema.shape))),
});

/** The state of the migration once a second: the n-th value of each column is of the n-th second. */
const samples = part({
  /** Milliseconds since the migrate command. */
  at_ms: column(({ polledAtMs }) => polledAtMs),
  iterations: column(({ dirtySyncCount }) => dirtySyncCount),
  transferred_bytes: column(({ transferredBytes }) => transferredBytes),
  remaining_bytes: column(({ remainingBytes }) => remainingBytes),
  dirty_rate_pps: column(({ dirtyPagesPerSecond }) => dirtyPagesPerSecond),
  /** Mbit/s. */
  transfer_rate_mbs: column(({ megabitsPerSecond }) => megabitsPerSecond),
  throttle_pcent: column(({ throttlePercent }) => throttlePercent),
});

/** What a simulated run says beside guestperf's own report (`extra.guestperf_sim`). */
export const simulationExtra = part({
  /** Reports of earlier versions do not say it. */
  program_version: key(z.optional(z.string()), () => programVersion),
  model_version: text(() => modelVersion),
  seed: text(({ scenario }) => scenario.seed),
  repeat: key(ordinal, ({ scenario }) => scenario.repeat),
  /** Name of the host profile. */
  host: text(({ scenario }) => scenario.host.name),
  host_hash: key(z.optional(z.string()), ({ scenario }) => scenario.host.hash),
  record: key(recordSchema, ({ result }) => runRecord(result)),
  samples: key(z.looseObject(samples.schema.shape), samples.read),
  /** What of the scenario was never in a release, or is not modelled. */
  notes: key(list(z.string()), ({ setting }) => [...setting.notes]),
});

export type SimulationExtra = z.infer<typeof simulationExtra.schema>;

/** Of each second one number. */
function column(read: (sample: ProgressSample) => number) {
  return key(list(nonNegative), ({ result }) => result.samples.map(read));
}
