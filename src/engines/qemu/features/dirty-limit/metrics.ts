import { nonNegativeInt, nullable } from '../../../../input/schema-fields.js';
import { less, rowsOf } from '../../../metric.js';
import type { MigrationResult } from '../../../migration-result.js';

const { metric } = rowsOf<MigrationResult>();

/** What the dirty rings of a run did. */
export const dirtyRingMetrics = {
  dirty_ring_full_exits: metric(
    less,
    nullable(
      nonNegativeInt,
      'How often a vCPU left the guest with a full dirty ring; null without rings',
    ),
    ({ dirtyRing }) => dirtyRing?.fullExits ?? null,
  ),
  max_dirty_limit_throttle_us: metric(
    less,
    nullable(
      nonNegativeInt,
      'Longest sleep of a vCPU each time its dirty ring is full; null without a dirty limit',
    ),
    ({ dirtyRing, scenario }) => {
      const isLimited = scenario.vmm === 'qemu' && scenario.settings.dirtyLimit;
      return isLimited ? (dirtyRing?.highestThrottleUs ?? null) : null;
    },
  ),
};
