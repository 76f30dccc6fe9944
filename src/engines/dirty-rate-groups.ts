import { NS_PER_MS, NS_PER_S } from '../sim/time.js';

export interface DirtyRateSample {
  readonly periodMs: number;
  readonly mibPerSecond: number;
}

/** MiB that were dirtied by `seconds` after a clean state. */
interface DirtiedPoint {
  readonly seconds: number;
  readonly mib: number;
}

/**
 * Groups of pages that together dirty what was measured: a group of `n` pages that is swept once in
 * a period `t` has dirtied `n * min(1, time / t)` of them. With one group for each measured period
 * the sum is linear between the periods and right at each of them. Such a sum is concave: a point
 * below the concave envelope of what was measured is left out.
 */
export function dirtyRateGroups(
  samples: readonly DirtyRateSample[],
): readonly { readonly mib: number; readonly mibPerSecond: number }[] {
  const points = concaveEnvelope(
    [...samples]
      .sort((a, b) => a.periodMs - b.periodMs)
      .map(({ periodMs, mibPerSecond }) => {
        const seconds = (periodMs * NS_PER_MS) / NS_PER_S;
        return { seconds, mib: mibPerSecond * seconds };
      }),
  );
  const slopes = points
    .slice(1)
    .map((point, index) => Math.max(0, slopeBetween(points[index], point)));
  return slopes.flatMap((slope, index) => {
    const mibPerSecond = slope - (slopes[index + 1] ?? 0);
    return mibPerSecond > 0
      ? [{ mib: mibPerSecond * points[index + 1].seconds, mibPerSecond }]
      : [];
  });
}

/** The concave envelope of a curve from the origin through `points`, which are in order of time. */
function concaveEnvelope(points: readonly DirtiedPoint[]): readonly DirtiedPoint[] {
  const envelope: DirtiedPoint[] = [{ seconds: 0, mib: 0 }];
  for (const point of points) {
    while (envelope.length > 1) {
      const last = envelope[envelope.length - 1];
      const falls = slopeBetween(envelope[envelope.length - 2], last) > slopeBetween(last, point);
      if (falls) break;
      envelope.pop();
    }
    envelope.push(point);
  }
  return envelope;
}

function slopeBetween(from: DirtiedPoint, to: DirtiedPoint): number {
  return (to.mib - from.mib) / (to.seconds - from.seconds);
}
