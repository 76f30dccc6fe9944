import type { SweepPlace } from '../results/sweep-place.js';
import { type PointRow, pointFigures } from './point-rows.js';
import { metricNamed } from './metric.js';
import { type RecordValues, RunGroup } from './run-group.js';

/** What a table of points shows. */
const figures = pointFigures.map((name) => metricNamed(name, ''));

/** The points of a sweep with the medians of their runs. */
export class PointTable {
  private readonly points = new Map<string, { point: SweepPlace['point']; group: RunGroup }>();

  take(values: RecordValues, { point }: SweepPlace): void {
    const key = JSON.stringify(point);
    const entry = this.points.get(key) ?? { point, group: new RunGroup(figures) };
    this.points.set(key, entry);
    entry.group.take(values);
  }

  rows(): PointRow[] {
    return Array.from(this.points.values(), ({ point, group }) => ({
      point,
      runs: group.runs,
      completed: group.completed,
      figures: figures.map((figure) => group.value(figure)),
    }));
  }
}
