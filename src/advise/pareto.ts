/** The figures of settings that are weighed against each other. */
export interface Figures {
  readonly downtime_ms: number;
  readonly total_time_ms: number;
  readonly guest_speed_percent: number;
}

/** Differences within this share of a figure do not count. */
const tolerance = 0.02;

/**
 * The Pareto front: what no other is at least as good as in downtime, total time and guest speed, and better
 * in one of them. Of those that are the same within 2 % the first stays.
 */
export function paretoFront<Item extends Figures>(items: readonly Item[]): readonly Item[] {
  return items.filter((item, index) =>
    items.every(
      (other, at) =>
        at === index || (!dominates(other, item) && (at > index || !areAlike(other, item))),
    ),
  );
}

function dominates(a: Figures, b: Figures): boolean {
  if (areAlike(a, b)) return false;
  return (
    a.downtime_ms <= b.downtime_ms * (1 + tolerance) &&
    a.total_time_ms <= b.total_time_ms * (1 + tolerance) &&
    a.guest_speed_percent >= b.guest_speed_percent * (1 - tolerance)
  );
}

function areAlike(a: Figures, b: Figures): boolean {
  return (['downtime_ms', 'total_time_ms', 'guest_speed_percent'] as const).every(
    (key) => Math.abs(a[key] - b[key]) <= tolerance * Math.max(a[key], b[key]),
  );
}
