import * as z from 'zod/mini';
import { dictionary, list } from '../input/schema-list.js';

const optionalNumber = z.optional(z.number());
const rowSchema = list(z.nullable(z.union([z.number(), z.string()])));

/** The stress program of a recording. */
const recordedStressSchema = z.looseObject({
  stressmb: optionalNumber,
  /** MiB/s of page visits by burning CPU; as fast as possible if absent. */
  cpurate: optionalNumber,
  /** MiB/s of page visits by sleeping. */
  rate: optionalNumber,
  pattern: z.optional(z.string()),
  /** Bytes of a page that a visit changes, in words of 8. */
  words: optionalNumber,
  hotpct: optionalNumber,
  hotw: optionalNumber,
});

/** QEMU takes no other sizes of XBZRLE's cache. */
const cacheSizeSchema = z.number().check(
  z.refine((bytes) => bytes >= 4096 && Number.isInteger(Math.log2(bytes)), {
    error: 'is not a power of two of at least 4096',
  }),
);

/** QEMU parameters that were set, as QMP spells them. */
const recordedParametersSchema = z.looseObject({
  'cpu-throttle-initial': optionalNumber,
  'cpu-throttle-increment': optionalNumber,
  'max-cpu-throttle': optionalNumber,
  'cpu-throttle-tailslow': z.optional(z.boolean()),
  'throttle-trigger-threshold': optionalNumber,
  'multifd-channels': optionalNumber,
  'max-postcopy-bandwidth': optionalNumber,
  'multifd-compression': z.optional(z.string()),
  'multifd-zlib-level': optionalNumber,
  'multifd-zstd-level': optionalNumber,
  'multifd-qatzip-level': optionalNumber,
  'xbzrle-cache-size': z.optional(cacheSizeSchema),
  'compress-threads': optionalNumber,
  'compress-level': optionalNumber,
  'compress-wait-thread': z.optional(z.boolean()),
});

/** What a recording of a real migration may say beside guestperf's own report. */
export const recordingExtraShape = {
  qemu_version: z.optional(z.union([z.string(), z.looseObject({ version: z.string() })])),
  accel: z.optional(z.string()),
  capabilities: z.optional(dictionary(z.unknown())),
  vm_mem_mb: optionalNumber,
  stress: z.optional(z.nullable(recordedStressSchema)),
  link_mibps: z.optional(z.nullable(z.number())),
  parameters_set: z.optional(recordedParametersSchema),
  lab_scenario: z.optional(
    z.looseObject({
      qemu: z.optional(z.string()),
      mem_mb: optionalNumber,
      link: z.optional(z.nullable(z.number())),
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
      guest_rate_before_mibps: z.optional(z.nullable(z.number())),
      max_throttle: z.optional(z.nullable(z.number())),
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
