/** Words that are kept for the next run at most: those of a guest of 4 TiB, 128 MiB. */
const MOST_SPARE_WORDS = 2 ** 25;

/** Words that nobody uses, by their number. */
const spare = new Map<number, Uint32Array[]>();
/** What the work that is under way was given; null where each bitmap gets its own. */
let given: Uint32Array[] | null = null;

/**
 * Does what needs bitmaps, with words that were used before: to make those of a large guest, and to collect them as garbage,
 * takes longer than to simulate it. When it has returned its words go to the next one: what it returns may
 * not hold any. Work within such work keeps its words as long as that.
 */
export function withReusedWords<Result>(work: () => Result): Result {
  if (given !== null) return work();
  given = [];
  try {
    return work();
  } finally {
    keep(given);
    given = null;
  }
}

/** Words for a bitmap, with anything in them. */
export function anyWords(length: number): Uint32Array {
  if (given === null) return new Uint32Array(length);
  const words = spare.get(length)?.pop() ?? new Uint32Array(length);
  given.push(words);
  return words;
}

/** Words for a bitmap, all of them 0. */
export function clearWords(length: number): Uint32Array {
  return given === null ? new Uint32Array(length) : anyWords(length).fill(0);
}

/** What the last run has not needed is not kept: the next one need not have a guest of that size. */
function keep(used: readonly Uint32Array[]): void {
  spare.clear();
  let kept = 0;
  for (const words of used) {
    kept += words.length;
    if (kept > MOST_SPARE_WORDS) return;
    const others = spare.get(words.length);
    if (others === undefined) spare.set(words.length, [words]);
    else others.push(words);
  }
}
