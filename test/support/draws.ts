/** Set by `npm run test:long`, ten times as many if nothing else is said. */
const { TEST_DRAWS, TEST_SEED } = process.env;

/**
 * How a property draws its cases: `numRuns` of a fixed seed. `npm run test:long` draws more of them,
 * of a seed that it prints.
 */
export function draws(
  numRuns: number,
  seed = 1,
): { readonly numRuns: number; readonly seed: number } {
  return { numRuns: numRuns * Number(TEST_DRAWS ?? 1), seed: Number(TEST_SEED ?? seed) };
}

/** How many cases `draws(numRuns)` has, for shares of them. */
export function drawn(numRuns: number): number {
  return draws(numRuns).numRuns;
}

/** All `items` in `npm run test:long`; otherwise those that are quick. */
export function quickOnes<Item>(items: readonly Item[], isQuick: (item: Item) => boolean): Item[] {
  return items.filter((item) => TEST_DRAWS !== undefined || isQuick(item));
}
