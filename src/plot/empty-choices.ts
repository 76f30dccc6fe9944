import { flagOf } from '../cli/options/option.js';
import type { MigrationChart } from './migration-chart.js';
import { panels } from './panels.js';
import type { PlotChoice } from './plot-choice.js';

/** What an option of `plot` draws of a run. */
const drawnBy: Readonly<Record<string, Exclude<keyof PlotChoice, 'align'>>> = {
  migrationIters: 'iterations',
  totalGuestCpu: 'totalGuest',
  splitGuestCpu: 'splitGuest',
  qemuCpu: 'qemuCpu',
  vcpuCpu: 'vcpuCpu',
};

/**
 * Why options that were written draw nothing, a line for each that does not.
 *
 * @param written keys of the options
 */
export function emptyChoiceNotes(
  charts: readonly MigrationChart[],
  written: ReadonlySet<string>,
): string[] {
  return Object.entries(drawnBy)
    .filter(([key, choice]) => written.has(key) && !charts.some((chart) => hasLines(chart, choice)))
    .map(([key, choice]) => `${flagOf(key)} draws nothing: ${reason(charts, choice)}`);
}

function hasLines({ progress, series }: MigrationChart, choice: keyof PlotChoice): boolean {
  if (choice === 'iterations') return progress.length > 0;
  const lines = panels.flatMap(({ forms }) => forms.flat());
  const chosen = lines.filter(({ chosenBy }) => chosenBy === choice);
  return series.some(({ quantity, thread }) =>
    chosen.some(
      (line) => line.quantity === quantity && (line.isThread ?? false) === (thread !== null),
    ),
  );
}

function reason(charts: readonly MigrationChart[], choice: keyof PlotChoice): string {
  if (charts.every(({ series }) => series.length === 0)) {
    return 'results hold no lines over time; run --format guestperf writes a report that does';
  }
  const isSingle = choice === 'splitGuest' && charts.some((chart) => hasLines(chart, 'totalGuest'));
  return isSingle ? 'the guest has one thread, which --total-guest-cpu draws' : 'no report has it';
}
