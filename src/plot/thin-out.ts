import type { Points } from './migration-chart.js';

/**
 * At most about `maxPoints` points of a line, such that it looks the same: time is cut into equal
 * spans, and of each span the lowest and the highest point stay, so no peak is lost. The first and
 * the last point stay too. A line that is short enough is returned as it is.
 */
export function thinOut(points: Points, maxPoints: number): Points {
  const { seconds, values } = points;
  if (seconds.length <= maxPoints) return points;
  const spans = Math.max(1, Math.floor((maxPoints - 2) / 2));
  const first = seconds[0];
  const last = seconds.length - 1;
  const spanSeconds = (seconds[last] - first) / spans;
  const kept = [0];
  for (let from = 1; from < last;) {
    const span = spanOf(seconds[from]);
    let until = from + 1;
    while (until < last && spanOf(seconds[until]) === span) until++;
    const { lowest, highest } = extremes(values, from, until);
    kept.push(Math.min(lowest, highest));
    if (lowest !== highest) kept.push(Math.max(lowest, highest));
    from = until;
  }
  kept.push(last);
  return { seconds: kept.map((at) => seconds[at]), values: kept.map((at) => values[at]) };

  function spanOf(second: number): number {
    return spanSeconds === 0 ? 0 : Math.min(spans - 1, Math.floor((second - first) / spanSeconds));
  }
}

/** The points of a line that is constant between points, without those that change nothing. */
export function withoutRepeats({ seconds, values }: Points): Points {
  const kept = values
    .map((_, at) => at)
    .filter(
      (at) =>
        at === 0 ||
        at === values.length - 1 ||
        values[at] !== values[at - 1] ||
        values[at] !== values[at + 1],
    );
  return { seconds: kept.map((at) => seconds[at]), values: kept.map((at) => values[at]) };
}

/**
 * The largest number of points a line may have so that lines of these lengths have at most `budget`
 * points together. Short lines leave what they do not need to long ones.
 */
export function fairShare(lengths: readonly number[], budget: number): number {
  const ascending = [...lengths].sort((a, b) => a - b);
  let left = budget;
  for (const [at, length] of ascending.entries()) {
    const share = Math.floor(left / (ascending.length - at));
    if (length > share) return share;
    left -= length;
  }
  return ascending.at(-1) ?? 0;
}

function extremes(values: readonly number[], from: number, until: number) {
  let lowest = from;
  let highest = from;
  for (let at = from + 1; at < until; at++) {
    if (values[at] < values[lowest]) lowest = at;
    if (values[at] > values[highest]) highest = at;
  }
  return { lowest, highest };
}
