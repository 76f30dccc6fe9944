import type { FreeMemory } from '../../../../guest/free-memory.js';
import { FreePageReporter } from '../../../../guest/free-page-reporter.js';
import type { MigrationContext } from '../../../../migration/context.js';
import type { DirtySync } from '../../../../migration/dirty-sync.js';
import { AsyncFilter } from './async-filter.js';
import { Blocking } from './blocking.js';
import { FirstPassOnly } from './first-pass-only.js';
import { FlushQueue } from './flush-queue.js';
import { FreePageFilter } from './free-page-filter.js';
import { FreePageHost } from './free-page-host.js';
import type { FreePagePolicy } from './free-page-policy.js';
import { QemuHinting } from './qemu-hinting.js';
import { StoppedFilter } from './stopped-filter.js';
import { type FreePagePolicy as PolicyName, freePageReporting } from './free-pages.js';
import type { QemuScenario } from '../../../scenario.js';
import { NS_PER_US, type Nanoseconds } from '../../../../sim/time.js';

/** Syncs from the given moment on; returns when it is over. */
type BackgroundSyncWork = (now: Nanoseconds) => Nanoseconds;

/** What is done with the guest's reports of free pages; null for nothing. */
export function freePagePolicy(
  { freePageHint = 'none', host, workload }: QemuScenario,
  context: MigrationContext,
  dirtySync: DirtySync,
  free: FreeMemory,
  syncInBackground: BackgroundSyncWork,
): FreePagePolicy | null {
  if (freePageHint === 'none') return null;
  const overrides = workload.kind === 'ended' ? workload.reporting : undefined;
  const { listPageNs, batchUs, batchPages, queueUs } = freePageReporting(
    host.freePageReporting,
    overrides,
  );
  const speed = {
    listPage: listPageNs,
    batch: batchUs * NS_PER_US,
    batchPages,
    queue: queueUs * NS_PER_US,
  };
  const holdsBack = freePageHint === 'qemu-hinting';
  const reporter = new FreePageReporter(context.clock, context.guest, free, speed, holdsBack);
  const pageHost = new FreePageHost(context, reporter, new FreePageFilter(context));
  const policy = policyOf(freePageHint, pageHost, syncInBackground);
  reporter.onBatch = (batch) => policy.batchArrived(batch);
  dirtySync.notifier = policy;
  return policy;
}

function policyOf(
  name: Exclude<PolicyName, 'none'>,
  host: FreePageHost,
  sync: BackgroundSyncWork,
): FreePagePolicy {
  switch (name) {
    case 'blocking':
      return new Blocking(host);
    case 'async-filter':
      return new AsyncFilter(host, sync);
    case 'stopped-filter':
      return new StoppedFilter(host);
    case 'flush-queue':
      return new FlushQueue(host);
    case 'first-pass-only':
      return new FirstPassOnly(host);
    case 'qemu-hinting':
      return new QemuHinting(host);
  }
}
