import { PAGE_WORDS, type VisitPattern } from '../../../../guest/page-content.js';
import { PAGE_BYTES } from '../../../../memory/units.js';

const WORD_BYTES = 8;

/** Lengths below this take one byte, others two (ULEB128). */
const ONE_BYTE_LENGTHS = 128;

/** A delta that does not fit into a page. */
export const OVERFLOW = -1;

/**
 * Lengths of the deltas of XBZRLE (QEMU, xbzrle.c): for each run of changed bytes the length of the
 * equal run before it, its own length, and its bytes; equal bytes at the end are left out. Changed
 * words are taken to differ in every byte.
 */
export class DeltaLength {
  private readonly lengths: readonly number[];

  /** @param wordsPerVisit words of a page that may change, spread evenly over it */
  constructor(private readonly wordsPerVisit: number) {
    this.lengths = Array.from({ length: wordsPerVisit + 1 }, (_, words) =>
      deltaLength(words, wordsPerVisit),
    );
  }

  /** Bytes of the delta of a page in which `words` words differ; 0 if none does, or `OVERFLOW`. */
  of(words: number): number {
    return words <= this.wordsPerVisit ? this.lengths[words] : deltaLength(words, PAGE_WORDS);
  }
}

/** Lengths of deltas for each pattern of writes. */
export class DeltaLengths {
  private readonly lengths = new Map<VisitPattern, DeltaLength>();
  private lastPattern: VisitPattern | null = null;
  private last: DeltaLength | null = null;

  in(pattern: VisitPattern): DeltaLength {
    if (this.last !== null && pattern === this.lastPattern) return this.last;
    const lengths = this.lengths.get(pattern) ?? new DeltaLength(pattern.wordsPerVisit);
    this.lengths.set(pattern, lengths);
    this.lastPattern = pattern;
    this.last = lengths;
    return lengths;
  }
}

/** Of the first `words` of `spread` words that are spread evenly over the page. */
function deltaLength(words: number, spread: number): number {
  let length = 0;
  let equalFrom = 0;
  for (let index = 0; index < words;) {
    const first = wordAt(index, spread);
    let end = first + 1;
    while (++index < words && wordAt(index, spread) === end) end++;
    const changed = (end - first) * WORD_BYTES;
    length += lengthBytes((first - equalFrom) * WORD_BYTES) + lengthBytes(changed) + changed;
    equalFrom = end;
  }
  return length > PAGE_BYTES ? OVERFLOW : length;
}

function wordAt(index: number, spread: number): number {
  return Math.floor((index * PAGE_WORDS) / spread);
}

function lengthBytes(length: number): number {
  return length < ONE_BYTE_LENGTHS ? 1 : 2;
}
