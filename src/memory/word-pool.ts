/** What gives words out now; null where each bitmap gets its own. */
let current: WordPool | null = null;

/**
 * Words of bitmaps that are used again by the next of several simulations, of which nothing is kept but figures. To make those
 * of a guest of a TiB, and to collect them as garbage, takes longer than to simulate it.
 */
export class WordPool {
  private readonly free = new Map<number, Uint32Array[]>();
  private readonly given: Uint32Array[] = [];

  give(length: number): Uint32Array {
    const words = this.free.get(length)?.pop() ?? new Uint32Array(length);
    this.given.push(words);
    return words;
  }

  /** What the last simulation has not needed is not kept: the next one need not have a guest of that size. */
  takeAllBack(): void {
    this.free.clear();
    for (const words of this.given.splice(0)) {
      const others = this.free.get(words.length);
      if (others === undefined) this.free.set(words.length, [words]);
      else others.push(words);
    }
  }
}

/** Does what needs bitmaps with the words of a pool. When it has returned they are gone: what it returns may not hold any. */
export function withWordsOf<Result>(pool: WordPool, work: () => Result): Result {
  const before = current;
  current = pool;
  try {
    return work();
  } finally {
    current = before;
    pool.takeAllBack();
  }
}

/** Words for a bitmap, with anything in them. */
export function anyWords(length: number): Uint32Array {
  return current?.give(length) ?? new Uint32Array(length);
}
