import type { QemuScenario } from '../engines/scenario.js';
import type { RunRecord } from '../results/run-record.js';
import { predictionInterval } from '../results/prediction-interval.js';
import { mean } from '../statistics/summary.js';
import type { Spread } from './advice.js';
import type { Candidate } from './candidate.js';
import { type Goals, meetsGoals, missedGoals } from './goals.js';
import { ThrottleTwins } from './throttle-twins.js';

/**
 * Runs scenarios, and gives their records in the same order.
 *
 * @param later how many more are likely to be asked for, for telling how much is left
 */
export type RunScenarios = (
  scenarios: readonly QemuScenario[],
  later: number,
) => Promise<readonly RunRecord[]>;

/** Settings and the runs that were made of them, one for each repeat from 1. */
export interface Trial extends Candidate {
  readonly runs: readonly RunRecord[];
}

/**
 * Seconds of migrations after which a search looks no further: eleven days of them are some seconds of work. Only
 * slow links get there.
 */
export const SEARCH_SECONDS = 1_000_000;

/** More than the longest searches make. */
const mostRuns = 500;

/** Runs behind a usual search. */
const usualAfterwards = 20;

/** A run that is to be made, and where its record belongs. */
interface Missing {
  readonly runs: RunRecord[];
  readonly scenario: QemuScenario;
}

/** Remembers what was run, so that nothing is run twice. */
export class Trials {
  /** Migrations that were simulated. */
  count = 0;
  /** Whether something was left out, as what was simulated is enough. */
  isCutShort = false;
  private later = 0;
  private simulatedSeconds = 0;
  private longestSeconds = 0;
  private readonly known = new Map<string, RunRecord[]>();
  private readonly twins = new ThrottleTwins();

  constructor(private readonly runAll: RunScenarios) {}

  /**
   * Says how many runs are likely to follow those that are asked for next.
   *
   * @param afterwards of them those behind the search: of the least downtime limit, plain precopy and the managers
   */
  expect(later: number, afterwards = usualAfterwards): void {
    this.later = later + afterwards;
  }

  /** Runs each candidate until it has so many repeats. */
  async run(candidates: readonly Candidate[], repeats: number): Promise<readonly Trial[]> {
    const missing: Missing[] = [];
    const trials = candidates.map(({ scenario, settings }) => {
      const runs = this.runsOf(scenario);
      const had = runs.length + missing.filter((other) => other.runs === runs).length;
      for (let repeat = had + 1; repeat <= repeats; repeat++) {
        missing.push({ runs, scenario: { ...scenario, repeat } });
      }
      return { settings, scenario, runs };
    });
    const found = new Map<Missing, RunRecord>();
    for (let left = missing; left.length > 0;) {
      // The others may have the same run as one of these.
      const leaders = this.twins.leaders(left.map(({ scenario }) => scenario));
      const now = left.filter((_, index) => leaders[index]);
      const records = await this.simulated(now.map(({ scenario }) => scenario));
      now.forEach((one, index) => found.set(one, records[index]));
      left = left.filter((one) => {
        const known = found.get(one) ?? this.twins.recordOf(one.scenario);
        if (known !== undefined) found.set(one, known);
        return known === undefined;
      });
    }
    for (const one of missing) one.runs.push(found.get(one)!);
    return trials;
  }

  private async simulated(scenarios: readonly QemuScenario[]): Promise<readonly RunRecord[]> {
    // The longest first, so that no core waits for another at the end.
    const inOrder = scenarios.toSorted((a, b) => weightOf(b) - weightOf(a));
    const records = await this.runAll(inOrder, this.later);
    this.count += scenarios.length;
    for (const { total_time_ms: ms } of records) {
      this.simulatedSeconds += ms / 1000;
      this.longestSeconds = Math.max(this.longestSeconds, ms / 1000);
    }
    inOrder.forEach((scenario, index) => this.twins.remember(scenario, records[index]));
    return scenarios.map((scenario) => records[inOrder.indexOf(scenario)]);
  }

  /** Of candidates the first ones that may still be tried, if each takes as long as the longest migration so far. */
  affordable<Item extends Candidate>(candidates: readonly Item[]): readonly Item[] {
    const left = Math.max(0, SEARCH_SECONDS - this.simulatedSeconds);
    const tries = this.longestSeconds > 0 ? Math.floor(left / this.longestSeconds) : Infinity;
    this.isCutShort ||= tries < candidates.length;
    return candidates.slice(0, tries);
  }

  /** Whether more runs than a search makes may take so many seconds each: then their order decides nothing. */
  isAmple(secondsEach: number): boolean {
    return mostRuns * secondsEach <= SEARCH_SECONDS;
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

/** How long a run takes, roughly: more for what looks at pages one by one. */
function weightOf({ settings }: QemuScenario): number {
  if (settings.postCopy || settings.compressionXbzrle) return 2;
  return settings.multifd ? 1 : 0;
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
