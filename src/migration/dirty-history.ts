import { populationCount } from '../memory/bit-words.js';
import type { PageBitmap } from '../memory/page-bitmap.js';
import { type DirtiedRun, REMEMBERED_SYNCS } from './rules/hold-back-rule.js';

/** Pages of a block. It counts as dirtied if half of them are: runs tell of what is dense. */
const BLOCK_PAGES = 64;
const DENSE_PAGES = 32;
const ALL_SYNCS = (1 << REMEMBERED_SYNCS) - 1;

/** Runs in order, disjoint; of each, one bit for each remembered sync that found it dirty, the last one lowest. */
interface SyncBits {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly bits: readonly number[];
}

const nothing: SyncBits = { starts: [], ends: [], bits: [] };

/** Which blocks of pages the last syncs have found dirty, in runs: what it costs follows those. */
export class DirtyHistory {
  /** Syncs that are remembered. */
  syncs = 0;
  /** Pages that the last sync has found dirty again while they were held back; counted where somebody asks. */
  heldDirtied = 0;
  private past = nothing;
  private found = new SyncBitsList();
  private known: readonly DirtiedRun[] | null = null;

  /** The log of a region, whose first page is `firstPage`, as a sync takes it; regions come in order. */
  noteLog(logged: PageBitmap, firstPage: number, pages: number): void {
    for (let page = logged.nextSet(0, pages); page < pages;) {
      const block = page - (page % BLOCK_PAGES);
      const runEnd = logged.nextClear(page, pages);
      const wholeEnd = runEnd - (runEnd % BLOCK_PAGES);
      const isWhole = page === block && wholeEnd > block;
      const end = isWhole ? wholeEnd : Math.min(pages, block + BLOCK_PAGES);
      if (isWhole || logged.count(block, end) >= DENSE_PAGES) {
        this.found.add(firstPage + block, firstPage + end, 1);
      }
      page = logged.nextSet(end, pages);
    }
  }

  /** All regions were noted. */
  syncEnded(): void {
    this.past = shifted(this.past, this.found);
    this.found = new SyncBitsList();
    this.syncs = Math.min(REMEMBERED_SYNCS, this.syncs + 1);
    this.known = null;
  }

  /** What the remembered syncs have found, in order. */
  get runs(): readonly DirtiedRun[] {
    this.known ??= Object.freeze(runsOf(this.past));
    return this.known;
  }
}

/** Runs are added in order; one that touches the last and has the same bits lengthens it. */
class SyncBitsList implements SyncBits {
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  readonly bits: number[] = [];

  add(start: number, end: number, bits: number): void {
    if (start >= end || bits === 0) return;
    const last = this.ends.length - 1;
    if (last >= 0 && this.ends[last] === start && this.bits[last] === bits) {
      this.ends[last] = end;
      return;
    }
    this.starts.push(start);
    this.ends.push(end);
    this.bits.push(bits);
  }
}

/** The past moves on by a sync, which has found `found`. */
function shifted(past: SyncBits, found: SyncBits): SyncBits {
  const list = new SyncBitsList();
  let old = 0;
  let fresh = 0;
  let from = 0;
  while (old < past.starts.length || fresh < found.starts.length) {
    const oldStart = Math.max(from, past.starts[old] ?? Infinity);
    const freshStart = Math.max(from, found.starts[fresh] ?? Infinity);
    from = Math.min(oldStart, freshStart);
    const isOld = oldStart === from;
    const isFresh = freshStart === from;
    const end = Math.min(
      isOld ? past.ends[old] : oldStart,
      isFresh ? found.ends[fresh] : freshStart,
    );
    const before = isOld ? (past.bits[old] << 1) & ALL_SYNCS : 0;
    list.add(from, end, before | (isFresh ? 1 : 0));
    from = end;
    if (isOld && end === past.ends[old]) old++;
    if (isFresh && end === found.ends[fresh]) fresh++;
  }
  return list;
}

function runsOf({ bits, ends, starts }: SyncBits): readonly DirtiedRun[] {
  const list = new SyncBitsList();
  bits.forEach((syncs, index) => list.add(starts[index], ends[index], populationCount(syncs)));
  return list.starts.map((start, index) => ({
    start,
    end: list.ends[index],
    dirtiedIn: list.bits[index],
  }));
}
