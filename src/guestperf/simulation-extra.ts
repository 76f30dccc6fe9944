import * as z from 'zod/mini';

const numbers = z.array(z.number());
const duration = z.optional(z.nullable(z.number()));

/**
 * The state of the migration once a second, column by column: the n-th value of each is of the
 * n-th second. Rates and bytes are those of query-migrate.
 */
export const secondSamplesSchema = z.looseObject({
  /** Milliseconds since the migrate command. */
  at_ms: numbers,
  iterations: numbers,
  transferred_bytes: numbers,
  remaining_bytes: numbers,
  dirty_rate_pps: numbers,
  /** Mbit/s. */
  transfer_rate_mbs: numbers,
  throttle_pcent: numbers,
});

/** The parts of the downtime in ms, as the run record publishes them. */
const downtimePartsSchema = z.looseObject({
  stop_ms: z.number(),
  final_sync_ms: z.number(),
  residual_ram_ms: z.number(),
  device_state_ms: z.number(),
  load_ms: z.number(),
  start_ms: z.number(),
});

/**
 * What a simulated run says beside guestperf's own report (`extra.guestperf_sim`). The record is
 * that of `--format json`; only what is read again is checked, since other versions of the model
 * have other keys.
 */
export const simulationExtraSchema = z.looseObject({
  model_version: z.string(),
  seed: z.string(),
  repeat: z.int(),
  /** Name of the host profile. */
  host: z.string(),
  record: z.looseObject({
    version: z.string(),
    mode: z.string(),
    status: z.string(),
    total_time_ms: z.number(),
    iterations: z.number(),
    max_throttle_percent: z.number(),
    /** Kind of the workload; stress is that of guestperf. */
    workload: z.string(),
    stress_mem_mb: z.number(),
    downtime_ms: duration,
    blackout_ms: duration,
    downtime_parts: z.optional(z.nullable(downtimePartsSchema)),
  }),
  samples: secondSamplesSchema,
  /** What of the scenario was never in a release, or is not modelled. */
  notes: z.array(z.string()),
});

export type SimulationExtra = z.infer<typeof simulationExtraSchema>;
export type SecondSamples = z.infer<typeof secondSamplesSchema>;
