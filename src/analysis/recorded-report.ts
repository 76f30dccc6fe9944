import * as z from 'zod/mini';
import { InputError } from '../scenario/input-error.js';
import { schemaProblem } from '../scenario/schema-problem.js';

const number = z.number();

/** What guestperf's Report holds of the RAM at one poll. */
const progressRamSchema = z.looseObject({
  transferred_bytes: number,
  remaining_bytes: number,
  total_bytes: number,
  iterations: number,
});

const progressSchema = z.looseObject({
  status: z.string(),
  ram: progressRamSchema,
  now: number,
  duration: number,
  downtime: number,
  throttle_pcent: number,
});

const scenarioSchema = z.looseObject({
  name: z.string(),
  downtime: number,
  bandwidth: number,
  max_iters: number,
  max_time: number,
  auto_converge: z.boolean(),
  auto_converge_step: number,
  pause: z.optional(z.boolean()),
  pause_iters: z.optional(number),
  multifd: z.optional(z.boolean()),
  multifd_channels: z.optional(number),
});

const hardwareSchema = z.looseObject({ cpus: number, mem: number });

/** The stress program of a recording with an `extra` block. */
const recordedStressSchema = z.looseObject({
  stressmb: z.optional(number),
  /** MiB/s of page visits by burning CPU; as fast as possible if absent. */
  cpurate: z.optional(number),
  /** MiB/s of page visits by sleeping. */
  rate: z.optional(number),
  pattern: z.optional(z.string()),
  /** Bytes of a page that a visit changes, in words of 8. */
  words: z.optional(number),
  hotpct: z.optional(number),
  hotw: z.optional(number),
});

const optionalNumber = z.optional(number);

/** QEMU parameters that were set, as QMP spells them. */
const recordedParametersSchema = z.looseObject({
  'cpu-throttle-initial': optionalNumber,
  'cpu-throttle-increment': optionalNumber,
  'max-cpu-throttle': optionalNumber,
  'cpu-throttle-tailslow': z.optional(z.boolean()),
  'throttle-trigger-threshold': optionalNumber,
  'multifd-channels': optionalNumber,
});

/** What a recording says beside guestperf's own report. */
const extraSchema = z.looseObject({
  qemu_version: z.optional(z.union([z.string(), z.looseObject({ version: z.string() })])),
  accel: z.optional(z.string()),
  capabilities: z.optional(z.record(z.string(), z.unknown())),
  vm_mem_mb: optionalNumber,
  stress: z.optional(z.nullable(recordedStressSchema)),
  link_mibps: z.optional(z.nullable(number)),
  parameters_set: z.optional(recordedParametersSchema),
  lab_scenario: z.optional(
    z.looseObject({
      qemu: z.optional(z.string()),
      mem_mb: optionalNumber,
      link: z.optional(z.nullable(number)),
      stress: z.optional(z.nullable(recordedStressSchema)),
    }),
  ),
  final_query_migrate: z.optional(
    z.looseObject({
      'total-time': optionalNumber,
      downtime: optionalNumber,
    }),
  ),
  derived: z.optional(
    z.looseObject({
      guest_rate_before_mibps: z.optional(z.nullable(number)),
      max_throttle: z.optional(z.nullable(number)),
    }),
  ),
});

/** guestperf's Report of a real migration, with what a recording may add. */
export const recordedReportSchema = z.looseObject({
  hardware: hardwareSchema,
  scenario: scenarioSchema,
  progress_history: z.array(progressSchema).check(z.minLength(1)),
  extra: z.optional(extraSchema),
});

export type RecordedReport = z.infer<typeof recordedReportSchema>;
export type RecordedStress = z.infer<typeof recordedStressSchema>;

/**
 * Reads a guestperf report.
 *
 * @param path names the file in errors
 * @throws InputError if the text is not JSON, or not a guestperf report
 */
export function parseRecordedReport(path: string, text: string): RecordedReport {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError(
      {
        subject: '--recorded',
        value: path,
        problem: `is not JSON, or was cut short (${reason})`,
      },
      { cause: error },
    );
  }
  const parsed = recordedReportSchema.safeParse(document);
  if (parsed.success) return parsed.data;
  const problem = schemaProblem(parsed.error.issues, document, []);
  throw new InputError({
    ...problem,
    file: path,
    problem: `${problem.problem}, so this is not a guestperf report`,
  });
}
