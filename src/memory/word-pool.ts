/** Words that are kept for the next run at most, 512 MiB: those of a guest of 12 TiB, most of which are never touched and take no memory. */
const MOST_SPARE_WORDS = 2 ** 27;

/** Words that nobody uses, by their number. */
const spare = new Map<number, Uint32Array[]>();
/** What the work that is under way was given; null where all words are new. */
let given: Uint32Array[] | null = null;

/**
 * Does what needs bitmaps and other large arrays, with words that were used before: to make those of a large guest, and
 * to collect them as garbage, takes longer than to simulate it. When it has returned its words go to the next one: what it
 * returns may not hold any. Work within such work keeps its words as long as that.
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

/** Words, of a buffer of their own, with anything in them. */
export function anyWords(length: number): Uint32Array {
  return usedWords(length) ?? newWords(length);
}

/** Words, of a buffer of their own, all of them 0. Those that are new are not touched: of a large guest most never are. */
export function clearWords(length: number): Uint32Array {
  return usedWords(length)?.fill(0) ?? newWords(length);
}

function usedWords(length: number): Uint32Array | undefined {
  const words = given === null ? undefined : spare.get(length)?.pop();
  if (words !== undefined) given?.push(words);
  return words;
}

function newWords(length: number): Uint32Array {
  const words = new Uint32Array(length);
  given?.push(words);
  return words;
}

/**
 * What the last run has not needed is not kept: the next one need not have a guest of that size. An array for which there is no room
 * leaves it to others.
 */
function keep(used: readonly Uint32Array[]): void {
  spare.clear();
  let kept = 0;
  for (const words of used) {
    if (kept + words.length > MOST_SPARE_WORDS) continue;
    kept += words.length;
    const others = spare.get(words.length);
    if (others === undefined) spare.set(words.length, [words]);
    else others.push(words);
  }
}
