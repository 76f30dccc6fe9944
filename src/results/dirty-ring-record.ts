import * as z from 'zod/mini';
import type { QemuScenario } from '../engines/scenario.js';
import type { MigrationResult } from '../engines/migration-result.js';

const optionalCount = (description: string) =>
  z.optional(z.int().check(z.nonnegative())).check(z.describe(description));

const nullableCount = (description: string) =>
  z.nullable(z.int().check(z.nonnegative())).check(z.describe(description));

/** What the dirty rings of a run did. */
export const ringResultKeys = {
  dirty_ring_full_exits: nullableCount(
    'How often a vCPU left the guest with a full dirty ring; null without rings',
  ),
  max_dirty_limit_throttle_us: nullableCount(
    'Longest sleep of a vCPU each time its dirty ring is full; null without a dirty limit',
  ),
};

/** Parameters of dirty rings and of the dirty limit, absent without. */
export const ringParameterKeys = {
  dirty_ring_size: optionalCount("Entries of each vCPU's dirty ring; a bitmap if absent"),
  dirty_limit: z.optional(z.boolean()).check(z.describe('Off if absent')),
  vcpu_dirty_limit: optionalCount('Rate at which each vCPU may dirty memory, MiB/s'),
  x_vcpu_dirty_limit_period: optionalCount('The rates are measured and corrected this often, ms'),
};

type Optional<Keys extends string> = Partial<Record<Keys, number>>;

/** What the rings of a run did. */
export function ringResult({
  dirtyRing,
  scenario,
}: MigrationResult): Record<keyof typeof ringResultKeys, number | null> {
  const isLimited = 'dirtyLimit' in scenario && scenario.dirtyLimit !== undefined;
  return {
    dirty_ring_full_exits: dirtyRing?.fullExits ?? null,
    max_dirty_limit_throttle_us: isLimited ? (dirtyRing?.highestThrottleUs ?? null) : null,
  };
}

/** What a scenario says of them. */
export function ringParameters({ dirtyLimit, hardware }: QemuScenario): Optional<
  'dirty_ring_size' | 'vcpu_dirty_limit' | 'x_vcpu_dirty_limit_period'
> & {
  dirty_limit?: boolean;
} {
  return {
    ...(hardware.dirtyRingSize > 0 && { dirty_ring_size: hardware.dirtyRingSize }),
    ...(dirtyLimit !== undefined && {
      dirty_limit: true,
      vcpu_dirty_limit: dirtyLimit.mibPerSecond,
      x_vcpu_dirty_limit_period: dirtyLimit.periodMs,
    }),
  };
}
