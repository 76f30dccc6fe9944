import type { MigrationChart } from './migration-chart.js';

/** More runs than this nobody tells apart. */
const mostRuns = 1000;

/** More lines than this, of threads as well, make a page slow. */
const mostLines = 8000;

/** What is drawn of many runs, and what has to be said about the others; null if all are drawn. */
export interface ShownRuns {
  readonly charts: readonly MigrationChart[];
  readonly note: string | null;
}

/** All runs; of more than can be seen the first, the last, the extreme ones, and others at equal distances. */
export function shownRuns(charts: readonly MigrationChart[]): ShownRuns {
  const lines = charts.reduce((sum, { series }) => sum + series.length, 0);
  const share = lines <= mostLines ? 1 : mostLines / lines;
  const most = Math.max(1, Math.min(mostRuns, Math.floor(charts.length * share)));
  if (charts.length <= most) return { charts, note: null };
  const kept = new Set([0, charts.length - 1, ...extremes(charts)].slice(0, most));
  const others = most - kept.size;
  for (let other = 0; other < others; other++) {
    kept.add(Math.floor((other * charts.length) / others));
  }
  return {
    charts: charts.filter((_, index) => kept.has(index)),
    note:
      `${kept.size} of ${charts.length} runs are drawn: the first and the last, those with the least and the ` +
      'most total time and downtime, and others at equal distances',
  };
}

function extremes(charts: readonly MigrationChart[]): number[] {
  const figures = [
    ({ outcome }: MigrationChart) => outcome.totalMs,
    ({ downtime }: MigrationChart) => downtime?.totalMs ?? null,
  ];
  return figures.flatMap((figureOf) => {
    let least: number | null = null;
    let most: number | null = null;
    for (const [index, chart] of charts.entries()) {
      const figure = figureOf(chart);
      if (figure === null) continue;
      if (least === null || figure < figureOf(charts[least])!) least = index;
      if (most === null || figure > figureOf(charts[most])!) most = index;
    }
    return [least ?? [], most ?? []].flat();
  });
}
