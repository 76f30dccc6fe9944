/** One of the equal parts of a sweep. */
export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly count: number;
}

/**
 * The indices of the runs of a shard, ascending. Of each stretch of as many runs as there are shards,
 * every shard has one: the runs are ranked by their hash, and the first rank goes to the first shard.
 * So shards differ by at most one run, their parts do not depend on the machine, and neighbours on an
 * axis, which cost alike, are spread over them.
 *
 * @param hashOf a number that depends on what a run is, and on nothing else
 */
export function* shardIndices(
  runs: number,
  { index, count }: Shard,
  hashOf: (run: number) => number,
): Generator<number> {
  for (let start = 0; start < runs; start += count) {
    const length = Math.min(count, runs - start);
    if (index > length) continue;
    if (length === 1) {
      yield start;
      continue;
    }
    const ranked = Array.from({ length }, (_, offset) => start + offset)
      .map((run) => ({ run, hash: hashOf(run) }))
      .sort((a, b) => a.hash - b.hash || a.run - b.run);
    yield ranked[index - 1].run;
  }
}

/** How many runs a shard has. */
export function shardSize(runs: number, { index, count }: Shard): number {
  const rest = runs % count;
  return Math.floor(runs / count) + (index <= rest ? 1 : 0);
}
