import { Conditions } from '../results/conditions-note.js';
import { column, type Section, section, table } from '../documents/document.js';
import { metricNamed } from './metric.js';
import { figureText, type RecordValues, RunGroup } from './run-group.js';
import type { SweepPlace } from '../results/sweep-place.js';

/** The metrics that it shows, and their headings. */
const shown = {
  'total-time': 'total time\n(ms)',
  downtime: 'downtime\n(ms)',
  iterations: 'iterations',
  'max-throttle': 'max throttle\n(%)',
};
const figures = Object.keys(shown).map((name) => metricNamed(name, ''));

/** The points of a sweep with the medians of their completed runs. */
export class PointTable {
  private readonly conditions = new Conditions();
  private readonly points = new Map<string, { point: SweepPlace['point']; group: RunGroup }>();

  take(values: RecordValues, { point }: SweepPlace): void {
    const key = JSON.stringify(point);
    const entry = this.points.get(key) ?? { point, group: new RunGroup(figures) };
    this.points.set(key, entry);
    entry.group.take(values);
    this.conditions.take((name) => values.get(name));
  }

  /**
   * The table, with a row for each point, and under which conditions its runs were simulated.
   *
   * @param pointKeys what differs between the points, as records spell it
   */
  sections(pointKeys: readonly string[]): readonly Section[] {
    const headings = [
      ...pointKeys.map((key) => key.replaceAll('_', '-')),
      'runs\ncompleted',
      ...Object.values(shown),
    ];
    const rows = Array.from(this.points.values(), ({ group, point }) => [
      ...pointKeys.map((key) => String(point[key] ?? '(default)')),
      `${group.completed}/${group.runs}`,
      ...figures.map((figure) => figureText(group.value(figure))),
    ]);
    const points = table(
      headings.map((heading) => column(heading)),
      rows,
    );
    return [section(null, [points]), this.conditions.section()];
  }
}
