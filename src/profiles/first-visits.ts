import { PAGES_PER_MIB } from '../memory/units.js';
import type { Workload } from './workload.js';

/**
 * How many of `visits` to the pages of a workload find a page that nobody has visited before them: a write to such a page
 * finds it protected, if they begin where the dirty log was looked at.
 *
 * @returns pages in the mean; null of a workload that is not made of visits to one set of pages
 */
export function firstVisits(workload: Workload, visits: number): number | null {
  switch (workload.kind) {
    case 'stress':
      return Math.min(visits, workload.stressMib * PAGES_PER_MIB);
    case 'sequential':
      return Math.min(visits, workload.workingSetMib * PAGES_PER_MIB);
    case 'random':
      return atRandom(workload.workingSetMib * PAGES_PER_MIB, visits);
    case 'hot-cold': {
      const pages = workload.workingSetMib * PAGES_PER_MIB;
      const hotPages = (pages * workload.hotPagesPercent) / 100;
      const hotVisits = (visits * workload.hotWritesPercent) / 100;
      return atRandom(hotPages, hotVisits) + atRandom(pages - hotPages, visits - hotVisits);
    }
    default:
      return null;
  }
}

/** Of `pages`, all equally likely. */
function atRandom(pages: number, visits: number): number {
  return pages === 0 ? 0 : -pages * Math.expm1(-visits / pages);
}
