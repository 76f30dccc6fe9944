import { InputError } from '../../../../input/input-error.js';
import { traceEvent, type MigrationContext } from '../../../../migration/context.js';
import type { RandomStream, RandomStreams } from '../../../../sim/random-stream.js';
import { NS_PER_S } from '../../../../sim/time.js';
import type {
  StrategyDefinition,
  StrategyInterval,
  StrategyRun,
  StrategySettings,
} from '../../../../strategies/strategy-definition.js';
import {
  strategyInstance,
  type StrategyInstance,
} from '../../../../strategies/strategy-instance.js';
import { thrownText } from '../../../../strategies/thrown-text.js';
import type { ScenarioStrategy } from '../../../scenario.js';
import { shown } from './shown.js';

/** Turns of loops and calls of functions that a hook may do each time, and all of them in a migration. */
export const CALL_WORK = 1_000_000;
export const MIGRATION_WORK = 100_000_000;

/** Calls the rules of a strategy in one migration, and judges what they answer. */
export class StrategyHooks {
  readonly definition: StrategyDefinition;
  readonly run: StrategyRun;
  private readonly instance: StrategyInstance;
  private workLeft = MIGRATION_WORK;

  constructor(
    private readonly strategy: ScenarioStrategy,
    private readonly context: Pick<MigrationContext, 'clock' | 'trace'>,
    streams: RandomStreams,
  ) {
    this.instance = strategyInstance(strategy.hash);
    this.definition = this.instance.definition;
    const settings = Object.freeze({ ...strategy.settings });
    const { state } = this.definition;
    const named = new Map<string, RandomStream>();
    this.run = {
      settings,
      state: state && this.call('state', () => state(settings)),
      random: (name) => {
        const stream = named.get(name) ?? streams.stream(`strategy/${name}`);
        named.set(name, stream);
        return stream;
      },
      trace: (note) =>
        traceEvent(context, { event: 'strategy', strategy: strategy.name, note: String(note) }),
    };
  }

  /**
   * What a hook answers.
   *
   * @throws InputError naming the file, the hook and the simulated time if it throws, waits, or does not end
   */
  call(hook: string, ask: () => unknown): unknown {
    const allowed = Math.min(CALL_WORK, this.workLeft);
    this.instance.allowWork(allowed);
    let answer: unknown;
    let waits = false;
    try {
      answer = ask();
      // A field of its answer may be a program's doing too.
      waits = isPromise(answer);
    } catch (error) {
      if (this.instance.workLeft >= 0) throw this.refused(hook, `throws: ${thrownText(error)}`);
    }
    const { workLeft } = this.instance;
    this.workLeft -= allowed - workLeft;
    if (workLeft < 0) throw this.refused(hook, endless(allowed));
    if (waits) throw this.refused(hook, 'returns a promise, and a migration does not wait');
    return answer;
  }

  /** Counts work that is done for a hook while it is called. */
  spend(units: number): void {
    this.instance.allowWork(this.instance.workLeft - units);
  }

  /** The error of a hook that does what it may not. */
  refused(hook: string, problem: string, allowed?: string): InputError {
    const seconds = Number((this.context.clock.now / NS_PER_S).toFixed(3));
    return new InputError({
      subject: `${this.strategy.file}: ${hook}`,
      problem: `at ${seconds} s of the migration it ${problem}`,
      allowed,
    });
  }

  /** An interval that a strategy has declared, in whole ms. */
  interval(hook: string, given: StrategyInterval<StrategySettings>, min: number): number {
    const ms =
      typeof given === 'function' ? this.call(hook, () => given(this.run.settings)) : given;
    const isIn =
      typeof ms === 'number' && Number.isInteger(ms) && ms >= min && ms <= MAX_INTERVAL_MS;
    if (isIn) return ms;
    throw this.refused(hook, `is ${shown(ms)}`, `whole ms from ${min} to ${MAX_INTERVAL_MS}`);
  }
}

const MAX_INTERVAL_MS = 1_000_000_000;

function endless(allowed: number): string {
  return allowed < CALL_WORK
    ? `has done more than ${MIGRATION_WORK} steps of work in the migration`
    : `does not end within ${CALL_WORK} steps of work`;
}

function isPromise(answer: unknown): boolean {
  return (
    typeof answer === 'object' &&
    answer !== null &&
    typeof (answer as { readonly then?: unknown }).then === 'function'
  );
}
