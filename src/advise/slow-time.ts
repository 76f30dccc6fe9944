import type { MigrationResult } from '../engines/migration-result.js';
import type { QemuScenario, Scenario } from '../engines/scenario.js';
import { simulate } from '../engines/simulate.js';
import type { RunRecord } from '../results/run-record.js';
import { THROTTLE_TIMESLICE_NS } from '../guest/run-clock.js';
import { NS_PER_US } from '../sim/time.js';
import type { Trial } from './trials.js';

/** A guest that runs for less than this share of the time is as good as down for many services. */
const SLOW_SHARE = 0.1;

/** Under the dirty limit speeds are read once a second, which longer migrations have too many of. */
const LONGEST_SAMPLED_MS = 20_000_000;

/** From `atMs` on the guest has this throttle. */
interface ThrottleStep {
  readonly atMs: number;
  readonly percent: number;
}

/**
 * For how long a guest runs at less than a tenth of its speed before it stops, as throttle and dirty limit hold it
 * back: seconds; null where the dirty limit is used and the migration takes too long to be read once a second.
 *
 * @param known what is known of the same run
 */
export function slowSeconds(
  scenario: QemuScenario,
  known: Pick<RunRecord, 'max_throttle_percent' | 'total_time_ms'>,
): number | null {
  const isLimited = scenario.settings.dirtyLimit;
  if (isLimited && known.total_time_ms > LONGEST_SAMPLED_MS) return null;
  // Nothing held it back so far: there is no need to look when.
  if (!isLimited && !isSlowUnder(known.max_throttle_percent, scenario)) return 0;
  const steps: ThrottleStep[] = [];
  const result = simulate(scenario, {
    onlyFigures: !isLimited,
    trace: (atMs, event) => {
      if (event.event === 'throttle') steps.push({ atMs, percent: event.to_percent });
    },
  });
  const slowMs = isLimited ? sampledMs(result) : throttledMs(steps, result);
  return Math.round(slowMs) / 1000;
}

/** Slow times of runs, each of which is simulated once for it, wherever it is told. */
export class SlowTimes {
  private readonly known = new Map<RunRecord, number | null>();

  /**
   * Seconds as `slowSeconds` has them.
   *
   * @param repeat of the scenario, from 1
   */
  of({ runs, scenario }: Trial, repeat: number): number | null {
    const run = runs[repeat - 1];
    const known = this.known.get(run);
    if (known !== undefined) return known;
    const seconds = slowSeconds({ ...scenario, repeat }, run);
    this.known.set(run, seconds);
    return seconds;
  }
}

/** Time under throttles that leave a vCPU less of each period. */
function throttledMs(steps: readonly ThrottleStep[], result: MigrationResult): number {
  const untilMs = stopMs(result);
  const { scenario } = result;
  return steps.reduce((sum, { atMs, percent }, index) => {
    const endMs = Math.min(untilMs, steps[index + 1]?.atMs ?? untilMs);
    return isSlowUnder(percent, scenario) ? sum + Math.max(0, endMs - atMs) : sum;
  }, 0);
}

/** Whether a guest under this throttle runs at less than a tenth of its speed. */
function isSlowUnder(percent: number, { host }: Pick<Scenario, 'host'>): boolean {
  const overslept = (host.numbers.throttleOversleepUs * NS_PER_US) / THROTTLE_TIMESLICE_NS;
  return percent > 0 && (1 - percent / 100) * (1 - overslept) < SLOW_SHARE;
}

/** Time between readings of the vCPUs' running times that grew by less. */
function sampledMs(result: MigrationResult): number {
  const untilMs = stopMs(result);
  const { samples = [], end } = result.cpu ?? {};
  let [lastMs, lastRun, slowMs] = [0, 0, 0];
  for (const { polledAtMs, vcpuRunMs } of end === undefined ? [] : [...samples, end]) {
    const atMs = Math.min(polledAtMs, untilMs);
    const run = vcpuRunMs.reduce((sum, ms) => sum + ms, 0) / vcpuRunMs.length;
    if (atMs > lastMs && run - lastRun < SLOW_SHARE * (atMs - lastMs)) slowMs += atMs - lastMs;
    [lastMs, lastRun] = [Math.max(lastMs, atMs), run];
  }
  return slowMs;
}

/** When the guest stopped on the source, ms since the migrate command. */
function stopMs(result: MigrationResult): number {
  if (result.postcopy) return result.postcopy.startedMs;
  const downMs = result.status === 'completed' ? result.downtime.totalMs : 0;
  return result.totalTimeMs - downMs;
}
