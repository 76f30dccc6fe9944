import type { Advice } from './advice.js';
import type { CandidateBase } from './candidate.js';
import type { Goals } from './goals.js';
import { type Figures, paretoFront } from './pareto.js';
import { reservationAbout } from './reservation.js';
import type { SearchResult } from './search.js';
import { settingsText } from './settings-text.js';
import type { SlowTimes } from './slow-time.js';
import { countMet, isCompleted, meanOf, spreadOf, type Trial } from './trials.js';

/** Rows of the Pareto front. */
const mostChoices = 8;

/**
 * The Pareto front of all that always completed, by downtime, and plain precopy.
 *
 * @param plain runs without help
 * @param slow null where no more may be simulated
 */
export function choices(
  { trials, finalists }: SearchResult,
  plain: Trial,
  goals: Goals,
  base: CandidateBase,
  slow: SlowTimes | null,
): Advice['choices'] {
  const all = [
    ...finalists,
    ...trials.filter(({ runs }) => finalists.every((other) => other.runs !== runs)),
  ].filter(({ runs }) => runs.every(isCompleted));
  const items = all.map((trial) => ({ trial, ...figuresOf(trial) }));
  const front = paretoFront(items);
  const shown = items
    .filter((item, index) => front.includes(item) || index === 0)
    .slice(0, mostChoices)
    .toSorted((one, other) => one.downtime_ms - other.downtime_ms)
    .map(({ trial }) => trial);
  const rows = shown.some(({ runs }) => runs === plain.runs) ? shown : [...shown, plain];
  return rows.map((trial) => choice(trial, goals, base, slow));
}

function figuresOf(trial: Trial): Figures {
  return {
    downtime_ms: meanOf(trial, 'downtime_ms') ?? 0,
    total_time_ms: meanOf(trial, 'total_time_ms') ?? 0,
    guest_speed_percent: meanOf(trial, 'guest_speed_percent') ?? 0,
  };
}

function choice(
  trial: Trial,
  goals: Goals,
  base: CandidateBase,
  slow: SlowTimes | null,
): Advice['choices'][number] {
  const { runs, scenario } = trial;
  return {
    text: settingsText(scenario),
    reservation: reservationAbout(trial, base),
    downtime_ms: meanOf(trial, 'downtime_ms'),
    total_time_ms: meanOf(trial, 'total_time_ms'),
    guest_speed_percent: spreadOf(runs, (run) => run.guest_speed_percent)?.mean ?? 0,
    slow_seconds: slow === null ? null : slow.of(trial, 1),
    runs: runs.length,
    completed: runs.filter(isCompleted).length,
    given_up_after_iterations: givenUpAfter(trial),
    met: countMet(trial, goals),
  };
}

/** The most iterations that runs may have, where each was cancelled for them. */
function givenUpAfter({ runs, scenario }: Trial): number | null {
  const { maxIters } = scenario.settings;
  const isGivenUp = runs.every((run) => !isCompleted(run) && run.iterations > maxIters);
  return isGivenUp ? maxIters : null;
}
