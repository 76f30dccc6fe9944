/** The figures of settings that are weighed against each other. */
export interface Figures {
  readonly downtimeMs: number;
  readonly totalTimeMs: number;
  readonly guestSpeedPercent: number;
}

/** Differences within this share of a figure do not count. */
const tolerance = 0.02;

/**
 * The Pareto front: what no other is at least as good as in downtime, total time and guest speed, and better
 * in one of them. Of those that are the same within 2 % the first stays.
 */
export function paretoFront<Item>(
  items: readonly Item[],
  figuresOf: (item: Item) => Figures,
): readonly Item[] {
  const figures = items.map(figuresOf);
  return items.filter(
    (_, index) =>
      !figures.some(
        (other, at) =>
          at !== index &&
          (dominates(other, figures[index]) || (at < index && areAlike(other, figures[index]))),
      ),
  );
}

function dominates(a: Figures, b: Figures): boolean {
  if (areAlike(a, b)) return false;
  return (
    a.downtimeMs <= b.downtimeMs * (1 + tolerance) &&
    a.totalTimeMs <= b.totalTimeMs * (1 + tolerance) &&
    a.guestSpeedPercent >= b.guestSpeedPercent * (1 - tolerance)
  );
}

function areAlike(a: Figures, b: Figures): boolean {
  return (['downtimeMs', 'totalTimeMs', 'guestSpeedPercent'] as const).every(
    (key) => Math.abs(a[key] - b[key]) <= tolerance * Math.max(a[key], b[key]),
  );
}
