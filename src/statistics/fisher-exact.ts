/**
 * Fisher's exact test of two shares, two-sided: how likely a table at most as likely as this one is
 * if both shares are equal.
 */
export function fisherExact(
  base: { readonly hits: number; readonly of: number },
  head: { readonly hits: number; readonly of: number },
): number {
  const hits = base.hits + head.hits;
  const likelihood = (headHits: number): number =>
    Math.exp(
      logChoose(head.of, headHits) +
        logChoose(base.of, hits - headHits) -
        logChoose(base.of + head.of, hits),
    );
  const observed = likelihood(head.hits) * (1 + 1e-9);
  let sum = 0;
  for (let count = Math.max(0, hits - base.of); count <= Math.min(hits, head.of); count++) {
    const each = likelihood(count);
    if (each <= observed) sum += each;
  }
  return Math.min(1, sum);
}

function logChoose(of: number, chosen: number): number {
  let sum = 0;
  for (let step = 1; step <= chosen; step++) sum += Math.log((of - chosen + step) / step);
  return sum;
}
