import * as z from 'zod/mini';
import { defaultManagement, defaultMigrationParameters as standard } from './defaults.js';

/** The whole numbers that a parameter may take. */
export interface IntegerRange {
  readonly min: number;
  readonly max: number;
  /** Unit, as it is put behind the range in errors. */
  readonly unit?: string;
}

/** Page numbers are 32-bit: 16,383 GiB and the VM's other 512 MiB are just under 2^32 pages. */
export const maxMemGib = 16_383;

const percent = { min: 1, max: 99, unit: '%' };

/** What guestperf's numbers may be, by the camel-case form of its flags. */
export const parameterRanges = {
  cpus: { min: 1, max: 1024, unit: 'vCPUs' },
  mem: { min: 1, max: maxMemGib, unit: 'GiB' },
  sleep: { min: 0, max: 86_400, unit: 's' },
  maxIters: { min: 0, max: 2_147_483_647 },
  // Virtual time counts whole nanoseconds in a double: 104 days are exact.
  maxTime: { min: 0, max: 8_640_000, unit: 's' },
  // The most MiB/s whose bytes are an exact whole number.
  bandwidth: { min: 0, max: 8_589_934_591, unit: 'MiB/s' },
  downtime: { min: 0, max: 2_000_000, unit: 'ms' },
  autoConvergeStep: percent,
  throttleInitial: percent,
  maxThrottle: percent,
  throttleTriggerThreshold: { min: 1, max: 100, unit: '%' },
} as const satisfies Record<string, IntegerRange>;

/** The defaults of guestperf's numbers: its own, or else QEMU's. */
export const parameterDefaults = {
  cpus: 1,
  mem: 1,
  sleep: defaultManagement.sleepSeconds,
  maxIters: defaultManagement.maxIterations,
  maxTime: defaultManagement.maxTimeSeconds,
  bandwidth: standard.bandwidthMibPerSecond,
  downtime: standard.downtimeLimitMs,
  autoConvergeStep: standard.throttleIncrement,
  throttleInitial: standard.throttleInitial,
  maxThrottle: standard.maxThrottle,
  throttleTriggerThreshold: standard.throttleTriggerThreshold,
} as const satisfies Record<keyof typeof parameterRanges, number>;

function integer(name: keyof typeof parameterRanges) {
  const { min, max } = parameterRanges[name];
  return z._default(z.int().check(z.gte(min), z.lte(max)), parameterDefaults[name]);
}

/** The parameters of a guestperf command line but the load, with its defaults. */
export const guestperfParametersSchema = z.strictObject({
  cpus: integer('cpus'),
  mem: integer('mem'),
  sleep: integer('sleep'),
  maxIters: integer('maxIters'),
  maxTime: integer('maxTime'),
  bandwidth: integer('bandwidth'),
  downtime: integer('downtime'),
  autoConverge: z._default(z.boolean(), standard.autoConverge),
  autoConvergeStep: integer('autoConvergeStep'),
  throttleInitial: integer('throttleInitial'),
  maxThrottle: integer('maxThrottle'),
  throttleTailslow: z._default(z.boolean(), standard.throttleTailslow),
  throttleTriggerThreshold: integer('throttleTriggerThreshold'),
});

export type GuestperfParameters = Readonly<z.infer<typeof guestperfParametersSchema>>;
