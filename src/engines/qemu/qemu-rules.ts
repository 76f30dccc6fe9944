import type { CompletionRules } from '../../migration/completion.js';
import type { MultifdRules } from './features/multifd/multifd-rules.js';
import type { PostcopyRules, RequestService } from './features/postcopy/postcopy-rules.js';
import type { PendingRules } from '../../migration/precopy.js';
import type { TriggerRules } from '../../migration/throttle-trigger.js';
import { isAtLeast, type QemuVersion } from '../../profiles/qemu-version.js';

/** What differs between the versions of QEMU. */
export interface QemuRules {
  /** Bytes count for the rate limit when they are flushed, not when they are written (8.1). */
  readonly countsFlushedBytes: boolean;
  readonly trigger: TriggerRules;
  /** A stop waits until each vCPU has slept out its throttle, which nothing interrupts (before 4.2, cpu_throttle_thread). */
  readonly stopWaitsForSleepers: boolean;
  readonly pending: PendingRules;
  readonly completion: CompletionRules;
  readonly multifd: MultifdRules;
  /** @param preempt whether the capability postcopy-preempt is on */
  postcopy(preempt: boolean): PostcopyRules;
  /** Whether the status is `device` from the stop of the guest on (10.0). */
  readonly showsDeviceState: boolean;
}

/** The rules of a version (QEMU, migration.c, ram.c, multifd.c). */
export function qemuRules(version: QemuVersion): QemuRules {
  return {
    countsFlushedBytes: isAtLeast(version, '8.1'),
    showsDeviceState: isAtLeast(version, '10.0'),
    // Before 2.10 the count is looked at before it is raised, and the rate is that of the period before
    // (ram.c, migration_bitmap_sync).
    trigger: isAtLeast(version, '2.10')
      ? { highPeriods: 2, needsDirtyingBefore: false }
      : { highPeriods: 3, needsDirtyingBefore: true },
    stopWaitsForSleepers: !isAtLeast(version, '4.2'),
    pending: {
      completesAtThreshold: isAtLeast(version, '10.1'),
      startsPostcopyFirst: isAtLeast(version, '10.1'),
    },
    completion: { clearsChunks: !isAtLeast(version, '10.1') },
    multifd: {
      syncsEachStep: !isAtLeast(version, '8.1'),
      syncsAtCompletion: !isAtLeast(version, '10.0'),
      countsQueuedBytes: !isAtLeast(version, '8.1'),
    },
    postcopy: (preempt) => ({
      service: preempt ? preemptService(version) : 'queue',
      blocktimeInMilliseconds: !isAtLeast(version, '10.1'),
      statusDuringSwitch: isAtLeast(version, '10.0') ? 'device' : 'postcopy-active',
      waitsForPackage: isAtLeast(version, '10.2'),
    }),
  };
}

function preemptService(version: QemuVersion): RequestService {
  if (isAtLeast(version, '10.1')) return 'preempt-hint';
  return isAtLeast(version, '8.0') ? 'preempt' : 'queue-preempt';
}
