import { baseName, chartLabels } from './chart-labels.js';
import type { MigrationChart, PlotSeries, ProgressMark } from './migration-chart.js';
import { numbersToText, roundingUnit } from './number-text.js';
import { pageHeading } from './page-heading.js';
import type { PlotChoice } from './plot-choice.js';
import { quantities } from './quantities.js';
import { fairShare, thinOut, thinOutMarks, withoutRepeats } from './thin-out.js';
import { largest } from '../statistics/summary.js';

/** Everything that the page's program is given. */
export type PageData = ReturnType<typeof pageData>;

/** A chart as the page carries it. */
export type PageRun = ReturnType<typeof pageRun>;

/** Points of all lines together: a page of six long runs stays well below 400 kB. */
export const pointBudget = 60_000;

/** The data of a page: lines thinned to a common budget, numbers rounded to what can be seen. */
export function pageData(
  charts: readonly MigrationChart[],
  choice: PlotChoice,
  generator: string,
  note: string | null = null,
) {
  const labels = chartLabels(charts);
  const shortened = charts.map(({ series }) =>
    series.map((line) => (quantities[line.quantity].isStepped ? withoutRepeats(line) : line)),
  );
  const lengths = shortened.flatMap((list) => list.map(({ seconds }) => seconds.length));
  const maxPoints = fairShare(lengths, pointBudget);
  const maxMarks = fairShare(
    charts.map(({ progress }) => progress.length),
    pointBudget,
  );
  return {
    ...pageHeading(charts, labels),
    generator,
    ...(note !== null && { note }),
    choice,
    runs: charts.map((chart, at) => {
      const series = shortened[at].map((line) => thinOut(line, maxPoints));
      return pageRun(
        { ...chart, progress: thinOutMarks(chart.progress, maxMarks) },
        labels[at],
        series,
      );
    }),
  };
}

function pageRun(chart: MigrationChart, label: string, series: readonly PlotSeries[]) {
  const { file, origin, outcome, downtime, ownStartSeconds, progress, parameters } = chart;
  const span = largest([
    1,
    ...progress.map(({ seconds }) => seconds),
    ...series.map(({ seconds }) => seconds.at(-1)! - seconds[0]),
  ]);
  const secondUnit = roundingUnit(span, 5);
  const statuses = [...new Set(progress.map(({ status }) => status))];
  const column = (valueOf: (mark: ProgressMark) => number, unit: number) =>
    numbersToText(progress.map(valueOf), unit);
  return {
    label,
    file: baseName(file),
    origin,
    outcome,
    downtime,
    ownStartSeconds,
    /** Unit of all seconds of this run. */
    secondUnit,
    marks: {
      seconds: column(({ seconds }) => seconds, secondUnit),
      iterations: column(({ iteration }) => iteration, 1),
      /** Index in `statuses`. */
      statusNumbers: column(({ status }) => statuses.indexOf(status), 1),
      statuses,
    },
    series: series.map((line) => pageSeries(line, secondUnit)),
    parameters,
  };
}

/** Seconds, in units of `secondUnit`, and values as texts. */
function pageSeries({ quantity, thread, seconds, values }: PlotSeries, secondUnit: number) {
  const greatest = values.reduce((soFar, value) => Math.max(soFar, Math.abs(value)), 0);
  const unit = roundingUnit(greatest, 4);
  return {
    quantity,
    thread,
    seconds: numbersToText(seconds, secondUnit),
    values: numbersToText(values, unit),
    unit,
  };
}
