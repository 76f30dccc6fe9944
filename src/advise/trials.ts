import type { QemuScenario } from '../engines/scenario.js';
import type { RunRecord } from '../results/run-record.js';
import { predictionInterval } from '../results/prediction-interval.js';
import { mean } from '../statistics/summary.js';
import type { Spread } from './advice.js';
import type { Candidate } from './candidate.js';
import { type Goals, meetsGoals, missedGoals } from './goals.js';

/** Runs scenarios, and gives their records in the same order. */
export type RunScenarios = (scenarios: readonly QemuScenario[]) => Promise<readonly RunRecord[]>;

/** Settings and the runs that were made of them, one for each repeat from 1. */
export interface Trial extends Candidate {
  readonly runs: readonly RunRecord[];
}

/**
 * Seconds of migrations after which a search looks no further: eleven days of them are some seconds of work. Only
 * slow links get there.
 */
export const SEARCH_SECONDS = 1_000_000;

/** Remembers what was run, so that nothing is run twice. */
export class Trials {
  /** Migrations that were simulated. */
  count = 0;
  /** Whether something was left out, as what was simulated is enough. */
  isCutShort = false;
  private simulatedSeconds = 0;
  private longestSeconds = 0;
  private readonly known = new Map<string, RunRecord[]>();

  constructor(private readonly runAll: RunScenarios) {}

  /** Runs each candidate until it has so many repeats. */
  async run(candidates: readonly Candidate[], repeats: number): Promise<readonly Trial[]> {
    const missing: { readonly runs: RunRecord[]; readonly scenario: QemuScenario }[] = [];
    const trials = candidates.map(({ scenario, settings }) => {
      const runs = this.runsOf(scenario);
      const had = runs.length + missing.filter((other) => other.runs === runs).length;
      for (let repeat = had + 1; repeat <= repeats; repeat++) {
        missing.push({ runs, scenario: { ...scenario, repeat } });
      }
      return { settings, scenario, runs };
    });
    const records = await this.runAll(missing.map(({ scenario }) => scenario));
    this.count += missing.length;
    missing.forEach(({ runs }, index) => runs.push(records[index]));
    for (const { total_time_ms: ms } of records) {
      this.simulatedSeconds += ms / 1000;
      this.longestSeconds = Math.max(this.longestSeconds, ms / 1000);
    }
    return trials;
  }

  /** Of candidates the first ones that may still be tried, if each takes as long as the longest migration so far. */
  affordable<Item extends Candidate>(candidates: readonly Item[]): readonly Item[] {
    const left = Math.max(0, SEARCH_SECONDS - this.simulatedSeconds);
    const tries = this.longestSeconds > 0 ? Math.floor(left / this.longestSeconds) : Infinity;
    this.isCutShort ||= tries < candidates.length;
    return candidates.slice(0, tries);
  }

  /** Whether more may be tried than what an answer cannot do without. */
  mayGoOn(): boolean {
    const isSpent = this.simulatedSeconds >= SEARCH_SECONDS;
    this.isCutShort ||= isSpent;
    return !isSpent;
  }

  /** The runs of a scenario so far; a list that grows. */
  runsOf(scenario: QemuScenario): RunRecord[] {
    const key = JSON.stringify(scenario);
    const runs = this.known.get(key) ?? [];
    this.known.set(key, runs);
    return runs;
  }
}

/** Trials of the same settings share their runs; the first of them stays. */
export function distinct(trials: readonly Trial[]): readonly Trial[] {
  return trials.filter(
    (trial, index) => trials.findIndex(({ runs }) => runs === trial.runs) === index,
  );
}

/** How many runs meet the goals. */
export function countMet({ runs }: Trial, goals: Goals): number {
  return runs.filter((run) => meetsGoals(run, goals)).length;
}

/** Part of the runs that meet the goals, 0 to 1. */
export function shareMet(trial: Trial, goals: Goals): number {
  return countMet(trial, goals) / trial.runs.length;
}

/** How far above a goal a run is that did not complete: further than any that did. */
const farOff = 1000;

/**
 * How far the worst run is from the goals, relative to each: 0 where all runs meet them. The parts add up, so
 * that missing two goals is worse than missing one.
 */
export function distanceFromGoals({ runs }: Trial, goals: Goals): number {
  const scales = {
    downtime: goals.maxDowntimeMs,
    total: goals.maxTotalSeconds,
    'guest-speed': goals.minGuestSpeedPercent,
  };
  const distances = runs.map((run) =>
    Array.from(missedGoals(run, goals), ([goal, by]) =>
      by === null ? farOff : by / Math.max(scales[goal], 1e-9),
    ).reduce((sum, distance) => sum + distance, 0),
  );
  return Math.max(...distances);
}

/** A figure of the runs; null if there are none. */
export function spreadOf(
  runs: readonly RunRecord[],
  figure: (run: RunRecord) => number | null | undefined,
): Spread | null {
  if (runs.length === 0) return null;
  const values = runs.map((run) => figure(run) ?? 0);
  return {
    mean: mean(values),
    interval: predictionInterval(values)!,
    min: Math.min(...values),
    max: Math.max(...values),
  };
}

/** The mean of a figure of the runs that completed; null if none did. */
export function meanOf(
  { runs }: Trial,
  figure: 'downtime_ms' | 'total_time_ms' | 'guest_speed_percent',
): number | null {
  return spreadOf(runs.filter(isCompleted), (run) => run[figure])?.mean ?? null;
}

export function isCompleted({ status }: RunRecord): boolean {
  return status === 'completed';
}
