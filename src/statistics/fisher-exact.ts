/**
 * Fisher's exact test of two shares, two-sided: how likely a table at most as likely as this one is
 * if both shares are equal.
 */
export function fisherExact(
  base: { readonly hits: number; readonly of: number },
  head: { readonly hits: number; readonly of: number },
): number {
  const hits = base.hits + head.hits;
  const ways = logChooser(base.of + head.of);
  const all = ways(base.of + head.of, hits);
  const likelihood = (headHits: number): number =>
    Math.exp(ways(head.of, headHits) + ways(base.of, hits - headHits) - all);
  // Sums of logarithms are a little off.
  const observed = likelihood(head.hits) * (1 + 1e-9);
  let sum = 0;
  for (let count = Math.max(0, hits - base.of); count <= Math.min(hits, head.of); count++) {
    const each = likelihood(count);
    if (each <= observed) sum += each;
  }
  return Math.min(1, sum);
}

/** Up to so many of all, each term is the sum of its own logarithms. */
const fewOfAll = 2000;

/** The logarithm of the number of ways to choose some of up to `most`. */
function logChooser(most: number): (of: number, chosen: number) => number {
  if (most <= fewOfAll) return logChoose;
  const logFactorials = new Float64Array(most + 1);
  for (let of = 1; of <= most; of++) logFactorials[of] = logFactorials[of - 1] + Math.log(of);
  return (of, chosen) => logFactorials[of] - logFactorials[chosen] - logFactorials[of - chosen];
}

function logChoose(of: number, chosen: number): number {
  let sum = 0;
  for (let step = 1; step <= chosen; step++) sum += Math.log((of - chosen + step) / step);
  return sum;
}
