import { baseName, chartLabels } from './chart-labels.js';
import type {
  ChartDowntime,
  ChartOutcome,
  MigrationChart,
  ParameterGroup,
  PlotSeries,
  Quantity,
} from './migration-chart.js';
import { numbersToText, roundingUnit } from './number-text.js';
import type { PlotChoice } from './plot-choice.js';
import { fairShare, thinOut, withoutRepeats } from './thin-out.js';

/** A line as the page carries it: seconds, in units of `secondUnit`, and values as texts. */
export interface PageSeries {
  readonly quantity: Quantity;
  readonly thread: string | null;
  readonly seconds: string;
  readonly values: string;
  readonly unit: number;
}

export interface PageRun {
  readonly label: string;
  readonly file: string;
  readonly origin: string;
  readonly outcome: ChartOutcome;
  readonly downtime: ChartDowntime | null;
  readonly ownStartSeconds: number;
  /** Unit of all seconds of this run. */
  readonly secondUnit: number;
  readonly marks: {
    readonly seconds: string;
    readonly iterations: string;
    /** Index in `statuses`. */
    readonly statusNumbers: string;
    readonly statuses: readonly string[];
  };
  readonly series: readonly PageSeries[];
  readonly parameters: readonly ParameterGroup[];
}

/** Everything that the page's program is given. */
export interface PageData {
  readonly title: string;
  readonly generator: string;
  readonly choice: PlotChoice;
  readonly runs: readonly PageRun[];
}

/** Points of all lines together: a page of six long runs stays well below 400 kB. */
export const pointBudget = 60_000;

/** Lines whose value holds until the next point. */
const steppedQuantities: readonly Quantity[] = ['throttle', 'dirtyRate', 'linkRate', 'copyRate'];

/** The data of a page: lines thinned to a common budget, numbers rounded to what can be seen. */
export function pageData(
  charts: readonly MigrationChart[],
  choice: PlotChoice,
  generator: string,
): PageData {
  const labels = chartLabels(charts);
  const shortened = charts.map(({ series }) => series.map(withoutNeedless));
  const lengths = shortened.flatMap((list) => list.map(({ seconds }) => seconds.length));
  const maxPoints = fairShare(lengths, pointBudget);
  return {
    title: charts.length === 1 ? labels[0] : 'Migration comparison',
    generator,
    choice,
    runs: charts.map((chart, at) =>
      pageRun(
        chart,
        labels[at],
        shortened[at].map((line) => ({ ...line, ...thinOut(line, maxPoints) })),
      ),
    ),
  };
}

function withoutNeedless(line: PlotSeries): PlotSeries {
  if (!steppedQuantities.includes(line.quantity)) return line;
  return { ...line, ...withoutRepeats(line) };
}

function pageRun(chart: MigrationChart, label: string, series: readonly PlotSeries[]): PageRun {
  const { file, origin, outcome, downtime, ownStartSeconds, progress, parameters } = chart;
  const span = Math.max(
    1,
    ...progress.map(({ seconds }) => seconds),
    ...series.map(({ seconds }) => seconds.at(-1)! - seconds[0]),
  );
  const secondUnit = roundingUnit(span, 5);
  const statuses = [...new Set(progress.map(({ status }) => status))];
  return {
    label,
    file: baseName(file),
    origin,
    outcome,
    downtime,
    ownStartSeconds,
    secondUnit,
    marks: {
      seconds: numbersToText(
        progress.map(({ seconds }) => seconds),
        secondUnit,
      ),
      iterations: numbersToText(
        progress.map(({ iteration }) => iteration),
        1,
      ),
      statusNumbers: numbersToText(
        progress.map(({ status }) => statuses.indexOf(status)),
        1,
      ),
      statuses,
    },
    series: series.map((line) => pageSeries(line, secondUnit)),
    parameters,
  };
}

function pageSeries({ quantity, thread, seconds, values }: PlotSeries, secondUnit: number) {
  const largest = values.reduce((soFar, value) => Math.max(soFar, Math.abs(value)), 0);
  const unit = roundingUnit(largest, 4);
  return {
    quantity,
    thread,
    seconds: numbersToText(seconds, secondUnit),
    values: numbersToText(values, unit),
    unit,
  };
}
