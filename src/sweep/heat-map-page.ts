import { groupBy } from '../documents/group-by.js';
import { offlinePage } from '../documents/offline-page.js';
import { pageAssets } from '../cli/page-assets.js';
import { Conditions } from '../results/conditions-note.js';
import { FixedSettings } from './fixed-settings.js';
import { HeatMap, type RunOptions } from './heat-map.js';
import type { HeatMapPageData } from './heat-map-data.js';
import { type Metric, metricNamed } from './metric.js';
import type { PivotSpecification } from './pivot.js';
import type { PlacedRecord } from './record-format.js';

/** Metrics that a reader can switch to, besides those that were asked for. */
const offered = [
  'total-time',
  'downtime',
  'iterations',
  'max-throttle',
  'guest-speed',
  'transferred',
  'completed',
];

/** How the command lines of runs are written. */
export interface RunCommands {
  /** What all of them have in common. */
  readonly shared: string;
  readonly optionsOf: RunOptions;
}

/** The page of heat maps of a sweep; it grows with the results. */
export class HeatMapPage {
  private readonly maps: readonly HeatMap[];
  private readonly conditions = new Conditions();
  private readonly fixed = new FixedSettings();

  /**
   * @param pivots those of the same two settings are one map, in which a reader chooses the metric
   * @param commands of the runs
   */
  constructor(
    pivots: readonly PivotSpecification[],
    private readonly commands: RunCommands,
  ) {
    const byAxes = groupBy(pivots, ({ rows, columns }) => `${rows.key}:${columns.key}`);
    this.maps = [...byAxes.values()].map((alike) => {
      const [{ rows, columns }] = alike;
      return new HeatMap(rows, columns, metricsOf(alike), commands.optionsOf);
    });
  }

  take(record: PlacedRecord): void {
    for (const map of this.maps) map.take(record);
    this.conditions.take((name) => record.values.get(name));
    this.fixed.take(record.values);
  }

  /** @param lines what the page says about the sweep: its generator first */
  text([generator, ...lines]: readonly string[]): string {
    const maps = this.maps.map((map) => map.data());
    const axes = new Set(maps.flatMap(({ rowName, columnName }) => [rowName, columnName]));
    const names = [...axes].map((name) => name.replace(/ \(.*\)$/, ''));
    const data: HeatMapPageData = {
      title: `Sweep of ${names.join(', ').replace(/, ([^,]*)$/, ' and $1')}`,
      generator,
      lines,
      conditions: this.conditions.text(),
      ...this.fixed.rows(),
      command: this.commands.shared,
      maps,
    };
    return offlinePage(data, pageAssets('heat-map'));
  }
}

function metricsOf(pivots: readonly PivotSpecification[]): Metric[] {
  const named = pivots.map(({ metric }) => metric);
  const others = offered.map((name) => metricNamed(name, '--pivot'));
  const keys = new Set(named.map(({ name }) => name));
  return [...new Map(named.map((metric) => [metric.name, metric])).values()].concat(
    others.filter(({ name }) => !keys.has(name)),
  );
}
