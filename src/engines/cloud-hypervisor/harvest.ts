import type { DirtyLog } from '../../host/dirty-log.js';
import type { DirtyPageSet } from '../../memory/dirty-page-set.js';
import { type Nanoseconds, ns } from '../../sim/time.js';
import type { CloudHypervisorCosts } from './costs.js';

/** What a harvest found, and what it takes to fetch it and to make a table of it. */
export interface Harvest {
  readonly pages: number;
  readonly fetch: Nanoseconds;
}

/**
 * Fetches a dirty log into a set, and protects its pages again at once: Cloud Hypervisor does not use
 * KVM's manual protection (hypervisor/src/kvm/mod.rs, get_dirty_log).
 */
export function harvest(
  log: Pick<DirtyLog, 'collect'>,
  into: DirtyPageSet,
  costs: CloudHypervisorCosts,
): Harvest {
  let pages = 0;
  let words = 0;
  log.collect((_logged, _firstWord, region) => {
    const added = into.addLogged(region);
    pages += added.pages;
    words += added.doubleWords;
    return added.pages;
  });
  const fetch = costs.harvest + words * costs.harvestWord + pages * costs.harvestPage;
  return { pages, fetch: ns(fetch) };
}
