import * as z from 'zod/mini';
import { described } from './schema-fields.js';
import type { PostcopyParameters } from '../engines/qemu/features/postcopy/postcopy.js';
import { toNanosecond } from './nanosecond.js';
import type { PostcopyMeasurements } from '../engines/migration-result.js';

/** What a run record has of postcopy's parameters; absent where the migration could not switch. */
export const postcopyParameterShape = {
  post_copy: described(
    z.optional(z.boolean()),
    'Whether guestperf starts postcopy; absent if neither it nor the policy may',
  ),
  post_copy_iters: described(
    z.optional(z.nullable(z.int().check(z.nonnegative()))),
    'Iteration count at which guestperf starts it',
  ),
  max_postcopy_bandwidth: described(
    z.optional(z.int().check(z.nonnegative())),
    'max-postcopy-bandwidth in MiB/s; 0 is unlimited',
  ),
  postcopy_preempt: described(
    z.optional(z.boolean()),
    'Whether requested pages have a connection of their own',
  ),
};

/** What a run record has of postcopy's results; absent where the migration could not switch. */
export const postcopyResultShape = {
  postcopy_started_ms: described(
    z.optional(z.nullable(z.number().check(z.nonnegative()))),
    'When the switch to postcopy began, ms; null if precopy was enough, absent if it was not possible',
  ),
  postcopy_requests: described(
    z.optional(z.nullable(z.int().check(z.nonnegative()))),
    'Pages that the destination asked for',
  ),
  postcopy_bytes: described(
    z.optional(z.nullable(z.int().check(z.nonnegative()))),
    'Bytes of RAM sent in postcopy',
  ),
  postcopy_blocktime_ms: described(
    z.optional(z.nullable(z.number().check(z.nonnegative()))),
    'For how long all vCPUs waited for pages, ms',
  ),
  postcopy_vcpu_blocktime_ms: described(
    z.optional(z.nullable(z.array(z.number().check(z.nonnegative())))),
    'For how long each vCPU waited, ms',
  ),
};

/** The keys of `postcopyParameterShape` for a scenario. */
export function postcopyParameters(postcopy: PostcopyParameters | undefined) {
  if (postcopy === undefined) return {};
  return {
    post_copy: postcopy.startAtIterations !== null,
    post_copy_iters: postcopy.startAtIterations,
    max_postcopy_bandwidth: postcopy.maxBandwidthMibPerSecond,
    postcopy_preempt: postcopy.preempt,
  };
}

/** The keys of `postcopyResultShape` for a result. */
export function postcopyResult(postcopy: PostcopyMeasurements | null | undefined) {
  if (postcopy === undefined) return {};
  return {
    postcopy_started_ms: postcopy && toNanosecond(postcopy.startedMs),
    postcopy_requests: postcopy && postcopy.requests,
    postcopy_bytes: postcopy && postcopy.ramBytes,
    postcopy_blocktime_ms: postcopy && toNanosecond(postcopy.blocktimeMs),
    postcopy_vcpu_blocktime_ms: postcopy && postcopy.vcpuBlocktimeMs.map(toNanosecond),
  };
}
