import type { RunRecord } from '../results/run-record.js';
import type { CellValidation, RunsSummary, Spread, ValidationGroup } from './validation-record.js';
import type { HostProfile } from '../profiles/host-profile.js';
import { InputError } from '../input/input-error.js';
import type { Scenario } from '../engines/scenario.js';
import type { Suite } from '../settings/suite.js';
import { type StandIn, modeUnder } from './stand-in.js';
import { publishedScenario, suiteMode } from './cover-letter.js';
import { isFittedOn } from './fitted-rows.js';
import type { PublishedCell, PublishedReference, PublishedRun } from './published-reference.js';
import { contains, runIntervals } from '../results/prediction-interval.js';
import { percentOff, toThousandths } from '../statistics/relative-error.js';
import { largest, mean, median, smallest } from '../statistics/summary.js';

/** Published tables, and what they are simulated with. */
export interface ValidationTarget {
  readonly reference: PublishedReference;
  readonly suite: Suite;
  readonly host: HostProfile;
  /** What stands in for the rules of each mode; nothing if absent. */
  readonly standIn?: StandIn | null;
}

/** A published cell and the runs that are made for it, one for each seed. */
export interface CellPlan {
  readonly target: ValidationTarget;
  readonly cell: PublishedCell;
  readonly scenarios: readonly Scenario[];
}

/**
 * What has to be simulated for a validation.
 *
 * @throws InputError if suite, tables and host do not fit together
 */
export function validationPlan(
  target: ValidationTarget,
  seeds: readonly string[],
  isUncertain = false,
): CellPlan[] {
  const { reference, host, standIn = null } = target;
  checkCells(target);
  const suite = standIn === null ? target.suite : suiteUnder(standIn, target.suite);
  return reference.cells.map((cell) => ({
    target,
    cell,
    scenarios: seededScenarios(suite, seeds, (seed) =>
      drawnIf(isUncertain, publishedScenario(suite, reference, host, cell, { seed, repeat: 1 })),
    ),
  }));
}

/** A scenario for each seed. All but the seed is resolved once, and told threads once, unless the suite has its own. */
function seededScenarios(
  { defaults, loads, modes }: Suite,
  seeds: readonly string[],
  resolved: (seed: string) => Scenario,
): readonly Scenario[] {
  if ([defaults, ...loads, ...modes].some((part) => 'seed' in part)) return seeds.map(resolved);
  const first = resolved(seeds[0]);
  return seeds.map((seed) => ({ ...first, seed }));
}

function suiteUnder(standIn: StandIn, suite: Suite): Suite {
  return { ...suite, modes: suite.modes.map((mode) => modeUnder(standIn, mode)) };
}

/** A scenario whose host's uncertain numbers are drawn, if that is asked for. */
function drawnIf(isUncertain: boolean, scenario: Scenario): Scenario {
  if (!isUncertain) return scenario;
  return { ...scenario, settings: { ...scenario.settings, uncertain: true } } as Scenario;
}

function checkCells({ reference, suite }: ValidationTarget): void {
  const { cells, name, testbed } = reference;
  for (const [at, { mode }] of cells.entries()) suiteMode(suite, mode, `cells[${at}].mode`, name);
  const index = cells.findIndex((cell) => cell.stress_mem_mb > testbed.mem_gb * 1024);
  if (index < 0) return;
  throw new InputError({
    file: name,
    subject: `cells[${index}].stress_mem_mb`,
    value: String(cells[index].stress_mem_mb),
    problem: `is larger than the guest's RAM (testbed.mem_gb ${testbed.mem_gb})`,
  });
}

/** Puts the runs of a cell next to the published ones. */
export function validateCell(
  { target, cell, scenarios }: CellPlan,
  records: readonly RunRecord[],
): CellValidation {
  const { reference, suite, host } = target;
  const published = summariseRuns(cell.runs, cell.runs.length);
  const completed = records.filter(({ status }) => status === 'completed').length;
  const simulated = summariseRuns(records, completed);
  const converges = completed === records.length;
  return {
    record: 'cell',
    reference: reference.name,
    host: host.name,
    version: scenarios[0].version,
    mode: cell.mode,
    ...(target.standIn && {
      strategy: target.standIn.name,
      strategy_hash: target.standIn.hash,
    }),
    load: suite.loads.find(({ stressMem }) => stressMem === cell.stress_mem_mb)?.name ?? null,
    stress_mem_mb: cell.stress_mem_mb,
    group: groupOf(target, cell),
    published_rows: cell.runs,
    published,
    simulated,
    ...(scenarios[0].settings.uncertain && { interval: cellInterval(records, cell.runs) }),
    error: cellError(simulated, published),
    // Tables list runs that completed: a cell of which a seed does not is wrong about all of them.
    verdicts_right: converges ? cell.runs.length : 0,
    verdicts: cell.runs.length,
  };
}

/** Where the middle 80 % of the draws lie, and how many published runs with them. */
function cellInterval(
  records: readonly RunRecord[],
  published: readonly PublishedRun[],
): NonNullable<CellValidation['interval']> {
  const { downtime_ms, total_time_ms } = runIntervals(records);
  const total = total_time_ms!;
  return {
    total_time_ms: total,
    downtime_ms,
    published_inside: published.filter((run) => contains(total, run.total_time_ms)).length,
  };
}

/** The host's own words: `calibrate` writes down what it fitted a number on. */
function groupOf({ host, reference }: ValidationTarget, { mode }: PublishedCell): ValidationGroup {
  return isFittedOn(host, reference.name, mode) ? 'fitted' : 'predicted';
}

type Figures = Pick<RunRecord, Exclude<keyof PublishedRun, 'downtime_ms'>> & {
  readonly downtime_ms: number | null;
};

function summariseRuns(runs: readonly Figures[], completed: number): RunsSummary {
  const downtimes = runs.flatMap(({ downtime_ms }) => (downtime_ms === null ? [] : [downtime_ms]));
  return {
    runs: runs.length,
    completed,
    total_time_ms: spread(runs.map((run) => run.total_time_ms)),
    downtime_ms: downtimes.length === 0 ? null : spread(downtimes),
    iterations: spread(runs.map((run) => run.iterations)),
    max_throttle_percent: spread(runs.map((run) => run.max_throttle_percent)),
  };
}

function spread(values: readonly number[]): Spread {
  return {
    mean: toThousandths(mean(values)),
    median: toThousandths(median(values)),
    min: toThousandths(smallest(values)),
    max: toThousandths(largest(values)),
  };
}

function cellError(ours: RunsSummary, theirs: RunsSummary): CellValidation['error'] {
  const total = theirs.total_time_ms;
  const downtime = theirs.downtime_ms?.mean;
  const downtimeError = (value: number | undefined): number | null =>
    value === undefined || downtime === undefined ? null : percentOff(value, downtime);
  return {
    total_time_percent: percentOff(ours.total_time_ms.median, total.mean),
    total_time_mean_percent: percentOff(ours.total_time_ms.mean, total.mean),
    total_time_outside_percent: percentOutside(ours.total_time_ms.median, total),
    downtime_percent: downtimeError(ours.downtime_ms?.median),
    downtime_mean_percent: downtimeError(ours.downtime_ms?.mean),
    iterations: toThousandths(ours.iterations.median - theirs.iterations.mean),
    iterations_outside: toThousandths(outside(ours.iterations.median, theirs.iterations)),
    max_throttle_percent: toThousandths(
      ours.max_throttle_percent.median - theirs.max_throttle_percent.mean,
    ),
  };
}

function outside(value: number, { min, max }: Spread): number {
  return Math.max(0, min - value, value - max);
}

/** Relative to the bound that is missed. */
function percentOutside(value: number, range: Spread): number {
  return toThousandths((outside(value, range) / (value < range.min ? range.min : range.max)) * 100);
}
