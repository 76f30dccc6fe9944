import type { QemuScenario } from '../engines/scenario.js';
import type { RunRecord } from '../results/run-record.js';

/** What auto-converge was allowed, and how far it went. */
interface KnownRun {
  readonly ladder: Ladder;
  readonly record: RunRecord;
}

/** Initial throttle, step and ceiling, percent. */
interface Ladder {
  readonly initial: number;
  readonly step: number;
  readonly maximum: number;
}

/**
 * Runs that differ only in steps of auto-converge's throttle that neither came to are the same run: of a guest that was
 * never throttled all of them, of one that stayed at the initial throttle those with any other step, and those with any
 * ceiling that was not reached.
 */
export class ThrottleTwins {
  private readonly known = new Map<string, KnownRun[]>();

  remember(scenario: QemuScenario, record: RunRecord): void {
    if (!hasLadder(scenario)) return;
    const key = keyOf(scenario);
    const runs = this.known.get(key) ?? [];
    runs.push({ ladder: ladderOf(scenario), record });
    this.known.set(key, runs);
  }

  /** The figures of a run that is the same; undefined if none is known. */
  recordOf(scenario: QemuScenario): RunRecord | undefined {
    if (!hasLadder(scenario)) return undefined;
    const wanted = ladderOf(scenario);
    const runs = this.known.get(keyOf(scenario)) ?? [];
    return runs.find(({ ladder, record }) => {
      const reached = record.max_throttle_percent;
      if (reached === 0) return true;
      const isBelow = reached < ladder.maximum && reached < wanted.maximum;
      if (ladder.initial !== wanted.initial || !isBelow) return false;
      return reached === ladder.initial || ladder.step === wanted.step;
    })?.record;
  }

  /** Which of some runs to make before it is looked for twins among the others: one for each initial throttle. */
  leaders(scenarios: readonly QemuScenario[]): readonly boolean[] {
    const led = new Set<string>();
    return scenarios.map((scenario) => {
      if (this.recordOf(scenario) !== undefined) return false;
      if (!hasLadder(scenario)) return true;
      const key = `${scenario.settings.throttleInitial} ${keyOf(scenario)}`;
      const isFirst = !led.has(key);
      led.add(key);
      return isFirst;
    });
  }
}

/** Rules of the user's own may read the settings of the ladder; with tailslow a step may be none. */
function hasLadder({ settings, strategy }: QemuScenario): boolean {
  return settings.autoConverge && !settings.throttleTailslow && strategy === undefined;
}

function ladderOf({ settings }: QemuScenario): Ladder {
  const { autoConvergeStep: step, maxThrottle: maximum, throttleInitial: initial } = settings;
  return { initial, step, maximum };
}

function keyOf(scenario: QemuScenario): string {
  const others = { throttleInitial: 0, autoConvergeStep: 0, maxThrottle: 0 };
  return JSON.stringify({ ...scenario, settings: { ...scenario.settings, ...others } });
}
