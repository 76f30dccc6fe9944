import type { FreeMemory } from '../../../../guest/free-memory.js';
import { FreePageReporter, type ReportingSpeed } from '../../../../guest/free-page-reporter.js';
import type { MigrationContext } from '../../../../migration/context.js';
import { NS_PER_US, type Nanoseconds, ns } from '../../../../sim/time.js';
import type { QemuScenario } from '../../../scenario.js';
import { AsyncFilter } from './async-filter.js';
import { Blocking } from './blocking.js';
import { FirstPassOnly } from './first-pass-only.js';
import { FlushQueue } from './flush-queue.js';
import { FreePageFilter } from './free-page-filter.js';
import type { FreePagePolicy } from './free-page-policy.js';
import type { FreePagePolicyName } from './settings.js';
import { QemuHinting } from './qemu-hinting.js';
import { StoppedFilter } from './stopped-filter.js';

export interface FreePageParameters {
  readonly policy: Exclude<FreePagePolicyName, 'none'>;
  readonly speed: ReportingSpeed;
}

/** What is done with the guest's reports of free pages, and how fast it reports; null for nothing. */
export function freePageParameters({
  host: { numbers },
  settings: { freePageHint: policy },
  workload,
}: QemuScenario): FreePageParameters | null {
  if (policy === 'none') return null;
  const {
    listPageNs = numbers.listPageNs,
    batchUs = numbers.batchUs,
    batchPages = numbers.batchPages,
    queueUs = numbers.queueUs,
  } = (workload.kind === 'ended' ? workload.reporting : undefined) ?? {};
  const [batch, queue] = [batchUs * NS_PER_US, queueUs * NS_PER_US];
  return {
    policy,
    speed: { listPage: ns(listPageNs), batch: ns(batch), batchPages, queue: ns(queue) },
  };
}

/** @param sync syncs from the given moment on; returns when it is over */
export function assembleFreePagePolicy(
  parameters: FreePageParameters | null,
  context: MigrationContext,
  free: FreeMemory,
  sync: (now: Nanoseconds) => Nanoseconds,
): FreePagePolicy | null {
  if (parameters === null) return null;
  const { policy, speed } = parameters;
  const holdsBack = policy === 'qemu-hinting';
  const reporter = new FreePageReporter(context.clock, context.guest, free, speed, holdsBack);
  const shared = [context, reporter, new FreePageFilter(context)] as const;
  switch (policy) {
    case 'blocking':
      return new Blocking(...shared);
    case 'async-filter':
      return new AsyncFilter(sync, ...shared);
    case 'stopped-filter':
      return new StoppedFilter(...shared);
    case 'flush-queue':
      return new FlushQueue(...shared);
    case 'first-pass-only':
      return new FirstPassOnly(...shared);
    case 'qemu-hinting':
      return new QemuHinting(...shared);
  }
}
