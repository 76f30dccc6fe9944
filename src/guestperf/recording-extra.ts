import * as z from 'zod/mini';
import { MIB, MIB_PER_GBIT, PAGE_BYTES } from '../memory/units.js';
import { maxMemGib } from '../engines/guest-settings.js';
import { qemuSettings } from '../engines/qemu/settings.js';
import { numberForm, type Setting } from '../engines/setting.js';
import { boundsOf } from '../engines/number-schema.js';
import { bounds } from '../profiles/host-bounds.js';
import { bounded } from '../input/bounded-number.js';
import { duration, percent, signed } from '../input/schema-fields.js';
import { dictionary, list } from '../input/schema-list.js';

const rowSchema = list(z.nullable(z.union([signed, z.string()])));
const optionalDuration = z.optional(duration);
const memory = z.optional(bounded(bounds.memory));
/** MiB/s of page visits; none at 0. */
const pace = bounded({ min: 0, max: 1e8, why: 'MiB/s; 100 TB/s, more than any machine has' });
const part = z.optional(bounded({ min: 0.001, max: 99.999, why: '%; the others get the rest' }));
/** MiB/s of a forwarder: a link as a host profile has it. */
const link = z.optional(
  z.nullable(
    bounded({
      min: bounds.link.min * MIB_PER_GBIT,
      max: bounds.link.max * MIB_PER_GBIT,
      why: 'MiB/s; from a line of 1 Mbit/s to a link of 10 Tbit/s',
    }),
  ),
);

/** A number within the range of a setting. */
function within(row: Setting<number> | Setting<number | null>): z.ZodMiniOptional<z.ZodMiniNumber> {
  return z.optional(bounded(boundsOf(numberForm(row))));
}

/** The stress program of a recording. */
const recordedStressSchema = z.looseObject({
  stressmb: memory,
  /** MiB/s of page visits by burning CPU; as fast as possible if absent. */
  cpurate: z.optional(pace),
  /** MiB/s of page visits by sleeping. */
  rate: z.optional(pace),
  pattern: z.optional(z.string()),
  /** Bytes of a page that a visit changes, in words of 8. */
  words: z.optional(bounded({ min: 1, max: PAGE_BYTES / 8, why: 'words of a page' })),
  hotpct: part,
  hotw: part,
});

/** QEMU takes no other sizes of XBZRLE's cache. */
const cacheSizeSchema = bounded({
  min: PAGE_BYTES,
  max: maxMemGib * 1024 * MIB,
  why: 'bytes; from a page to the largest guest',
}).check(
  z.refine((bytes) => Number.isInteger(Math.log2(bytes)), { error: 'is not a power of two' }),
);

/** QEMU parameters that were set, as QMP spells them. */
const recordedParametersSchema = z.looseObject({
  'cpu-throttle-initial': within(qemuSettings.throttleInitial),
  'cpu-throttle-increment': within(qemuSettings.autoConvergeStep),
  'max-cpu-throttle': within(qemuSettings.maxThrottle),
  'cpu-throttle-tailslow': z.optional(z.boolean()),
  'throttle-trigger-threshold': within(qemuSettings.throttleTriggerThreshold),
  'multifd-channels': within(qemuSettings.multifdChannels),
  /** Bytes a second; 0 is no limit. */
  'max-postcopy-bandwidth': z.optional(bounded({ min: 0, max: 1e8 * MIB, why: 'bytes a second' })),
  'multifd-compression': z.optional(z.string()),
  'multifd-zlib-level': within(qemuSettings.multifdZlibLevel),
  'multifd-zstd-level': within(qemuSettings.multifdZstdLevel),
  'multifd-qatzip-level': within(qemuSettings.multifdQatzipLevel),
  'xbzrle-cache-size': z.optional(cacheSizeSchema),
  'compress-threads': within(qemuSettings.compressionMtThreads),
  'compress-level': within(qemuSettings.compressLevel),
  'compress-wait-thread': z.optional(z.boolean()),
});

/** What a recording of a real migration may say beside guestperf's own report. */
export const recordingExtraShape = {
  /** Of a report that `watch` wrote. */
  watched: z.optional(z.looseObject({ not_told: list(z.string()) })),
  qemu_version: z.optional(z.union([z.string(), z.looseObject({ version: z.string() })])),
  accel: z.optional(z.string()),
  capabilities: z.optional(dictionary(z.unknown())),
  vm_mem_mb: within(qemuSettings.vmMem),
  stress: z.optional(z.nullable(recordedStressSchema)),
  link_mibps: link,
  parameters_set: z.optional(recordedParametersSchema),
  lab_scenario: z.optional(
    z.looseObject({
      qemu: z.optional(z.string()),
      mem_mb: memory,
      link,
      stress: z.optional(z.nullable(recordedStressSchema)),
    }),
  ),
  final_query_migrate: z.optional(
    z.looseObject({
      'total-time': optionalDuration,
      downtime: optionalDuration,
    }),
  ),
  derived: z.optional(
    z.looseObject({
      guest_rate_before_mibps: z.optional(z.nullable(pace)),
      max_throttle: z.optional(z.nullable(percent)),
    }),
  ),
  /** Answers to query-migrate, more of them than guestperf keeps; a row's cells by column name. */
  poll_columns: z.optional(list(z.string())),
  polls: z.optional(list(rowSchema)),
  /** What the guest's threads wrote, a row for each stretch of time. */
  guest_chunk_columns: z.optional(list(z.string())),
  guest_chunks: z.optional(list(rowSchema)),
};

export type RecordedParameters = z.infer<typeof recordedParametersSchema>;
export type RecordedStress = z.infer<typeof recordedStressSchema>;

/** Those of QEMU's parameters that a report says, as far as it can hold them. */
export function heldParameters(told: Readonly<Record<string, unknown>>): RecordedParameters {
  const held = Object.entries(recordedParametersSchema.shape).filter(
    ([name, schema]) => name in told && schema.safeParse(told[name]).success,
  );
  return Object.fromEntries(held.map(([name]) => [name, told[name]]));
}
