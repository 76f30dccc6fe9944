import { PAGE_WORDS } from './page-content.js';

/**
 * Completed sweeps over page `page`, and the part of the present one in words; the fill is before 0.
 *
 * @param position of the sweep: pages, with the part of the visit that is done
 */
export function sweptVersion(sweeps: number, position: number, page: number): number {
  const visited = Math.min(1, Math.max(0, position - page));
  // A visit that ends with this run may lack a rounding error.
  return sweeps + Math.floor(visited * PAGE_WORDS + 1e-6) / PAGE_WORDS;
}

/** End of the pages from `page` on, at most `limit`, that a sweep has all passed, or has not come to. */
export function sweptAlikeUntil(position: number, page: number, limit: number): number {
  if (page >= position) return limit;
  return position - page >= 1 ? Math.min(limit, Math.floor(position)) : page + 1;
}
