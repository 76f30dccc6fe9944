import type { ProgressMark } from './migration-chart.js';
import { keptPoints, type Points } from './points.js';

/**
 * At most about `maxPoints` points of a line, such that it looks the same: time is cut into equal
 * spans, and of each span the lowest and the highest point stay, so no peak is lost. The first and
 * the last point stay too. A line that is short enough is returned as it is.
 */
export function thinOut<Line extends Points>(points: Line, maxPoints: number): Line {
  const { seconds, values } = points;
  if (seconds.length <= maxPoints) return points;
  const spans = Math.max(1, Math.floor((maxPoints - 2) / 2));
  const first = seconds[0];
  const last = seconds.length - 1;
  const spanSeconds = (seconds[last] - first) / spans;
  const kept = new Set([0, last]);
  for (let from = 1; from < last;) {
    const span = spanOf(seconds[from]);
    let until = from + 1;
    while (until < last && spanOf(seconds[until]) === span) until++;
    let lowest = from;
    let highest = from;
    for (let at = from + 1; at < until; at++) {
      if (values[at] < values[lowest]) lowest = at;
      if (values[at] > values[highest]) highest = at;
    }
    kept.add(lowest).add(highest);
    from = until;
  }
  return keptPoints(points, (at) => kept.has(at));

  function spanOf(second: number): number {
    return spanSeconds === 0 ? 0 : Math.min(spans - 1, Math.floor((second - first) / spanSeconds));
  }
}

/** At most about `maxMarks` marks: the first, the last, the first of each status, and others at equal distances. */
export function thinOutMarks(
  marks: readonly ProgressMark[],
  maxMarks: number,
): readonly ProgressMark[] {
  if (marks.length <= maxMarks) return marks;
  const distance = Math.ceil(marks.length / Math.max(1, maxMarks));
  const seen = new Set<string>();
  return marks.filter(({ status }, at) => {
    const isNew = !seen.has(status);
    seen.add(status);
    return isNew || at % distance === 0 || at === marks.length - 1;
  });
}

/** A line that is constant between points, without those that change nothing. */
export function withoutRepeats<Line extends Points>(line: Line): Line {
  const { values } = line;
  const isChange = (at: number) => values[at] !== values[at - 1] || values[at] !== values[at + 1];
  return keptPoints(line, (at) => at === 0 || at === values.length - 1 || isChange(at));
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
