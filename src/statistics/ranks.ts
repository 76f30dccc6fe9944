/** Twice the rank of each value among all of them: whole numbers, also where ties share a mean rank. */
export function doubledRanks(values: readonly number[]): number[] {
  const order = values.map((_, index) => index).sort((a, b) => values[a] - values[b]);
  const ranks = Array.from<number>({ length: values.length });
  for (let start = 0; start < order.length;) {
    let end = start + 1;
    while (end < order.length && values[order[end]] === values[order[start]]) end++;
    for (const index of order.slice(start, end)) ranks[index] = start + end + 1;
    start = end;
  }
  return ranks;
}
