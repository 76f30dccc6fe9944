/** Set by `npm run test:deep`; and by `npm run test:long`, ten times as many draws if nothing else is said. */
const { TEST_DEEP, TEST_DRAWS, TEST_SEED } = process.env;

const isLong = TEST_DRAWS !== undefined;
/** Whether this is `npm run test:deep`, or more. */
export const isDeep = TEST_DEEP !== undefined || isLong;

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

/** The size of a campaign: `few` of its cases in `npm test`, `all` in `npm run test:deep`, which CI runs on every change. */
export function deep<Size>(few: Size, all: Size): Size {
  return isDeep ? all : few;
}

/** All `items` in `npm run test:deep`; otherwise those that are quick. */
export function deepOnes<Item>(items: readonly Item[], isQuick: (item: Item) => boolean): Item[] {
  return items.filter((item) => isDeep || isQuick(item));
}

/** All `items` in `npm run test:long`; otherwise those that are quick. */
export function quickOnes<Item>(items: readonly Item[], isQuick: (item: Item) => boolean): Item[] {
  return items.filter((item) => isLong || isQuick(item));
}
