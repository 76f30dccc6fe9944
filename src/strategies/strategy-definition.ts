import type { PageRange } from '../memory/page-range.js';
import type { CompletionAnswer, CompletionLook } from '../migration/rules/completion-rule.js';
import type { GiveBackLook, HoldBackLook } from '../migration/rules/hold-back-rule.js';
import type { SyncLook, SyncRule } from '../migration/rules/sync-rule.js';
import type { ThrottleAnswer, ThrottleLook } from '../migration/rules/throttle-rule.js';

export type { PageRange } from '../memory/page-range.js';
export type {
  CompletionAnswer,
  CompletionLook,
  CompletionStep,
} from '../migration/rules/completion-rule.js';
export type { DirtiedRun, GiveBackLook, HoldBackLook } from '../migration/rules/hold-back-rule.js';
export type { MigrationLook } from '../migration/rules/migration-look.js';
export type { SyncLook } from '../migration/rules/sync-rule.js';
export type { ThrottleAnswer, ThrottleLook } from '../migration/rules/throttle-rule.js';

/** A number that a strategy lets its user choose. */
export interface StrategySetting {
  readonly min: number;
  readonly max: number;
  readonly default: number;
  /** One line, for the help. */
  readonly help: string;
  /** Whether only whole numbers are accepted; not if absent. */
  readonly whole?: boolean;
}

/** What a strategy declares, by camel-case key. */
export type StrategySettings = Readonly<Record<string, StrategySetting>>;

/** The values of its settings in a migration. */
export type SettingNumbers<Settings extends StrategySettings> = {
  readonly [Key in keyof Settings]: number;
};

/** Random numbers of one name: the same seed, repeat and name give the same sequence. */
export interface StrategyRandom {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
}

/** What every hook gets beside what it looks at: the same object throughout a migration. */
export interface StrategyRun<
  Settings extends StrategySettings = StrategySettings,
  State = unknown,
> {
  readonly settings: SettingNumbers<Settings>;
  /** What `state` made for this migration. */
  readonly state: State;
  random(name: string): StrategyRandom;
  /** Writes a note into the trace, with the simulated time. */
  trace(note: string): void;
}

/** Whole ms; from the settings where it depends on them. */
export type StrategyInterval<Settings extends StrategySettings> =
  | number
  | ((settings: SettingNumbers<Settings>) => number);

export interface ThrottleHook<Settings extends StrategySettings, State> {
  /** Looks in between, on a timer of the guest's clock; at judged periods alone if absent. */
  readonly everyMs?: StrategyInterval<Settings>;
  /**
   * The throttle from now on, of all vCPUs or of each in order: 0 to 99 %, of which a fraction is cut off, as QEMU's
   * parameter is a whole number. Null or nothing leaves it as it is.
   */
  percent(look: ThrottleLook, run: StrategyRun<Settings, State>): ThrottleAnswer | undefined | void;
}

export interface SyncHook<Settings extends StrategySettings, State> {
  /** From the end of one look, and of its sync, to the next. */
  readonly everyMs: StrategyInterval<Settings>;
  /** From the beginning to the first look; `everyMs` if absent. */
  readonly firstMs?: StrategyInterval<Settings>;
  /** When it begins: before the first sync, or after it (which is the standard). */
  readonly from?: SyncRule['from'];
  /**
   * Who looks: a timer of QEMU's main loop, on the guest's clock and in whole ms (which is the standard), or a thread that
   * sleeps in between, on the host's.
   */
  readonly by?: SyncRule['by'];
  /** Whether to sync now; `stop` ends the looks for good. */
  wanted(look: SyncLook, run: StrategyRun<Settings, State>): boolean | 'stop';
  /** Asked before each wait: whether the looks have ended for good. They have not if absent. */
  isOver?(look: SyncLook, run: StrategyRun<Settings, State>): boolean;
}

export interface CompletionHook<Settings extends StrategySettings, State> {
  /** Looks in between, on the host's clock, from the migrate command on; after syncs alone if absent. */
  readonly everyMs?: StrategyInterval<Settings>;
  /** Whether there is a look at each turn of QEMU's loop, too, where it tests what is pending; not if absent. */
  readonly eachTurn?: boolean;
  /**
   * Whether the looks go on to the end of the migration, as those of somebody who watches from outside; if absent they
   * end with the switchover, postcopy or giving up.
   */
  readonly untilEnd?: boolean;
  /** What is done to the migration now; nothing is as null. */
  decide(
    look: CompletionLook,
    run: StrategyRun<Settings, State>,
  ): CompletionAnswer | undefined | void;
}

export interface HoldBackHook<Settings extends StrategySettings, State> {
  /** Looks in between, on a timer of the guest's clock; after syncs alone if absent. */
  readonly everyMs?: StrategyInterval<Settings>;
  /**
   * The runs of pages that are left for later from now on, in order and disjoint, in place of those of the last answer:
   * they are pending, and sent when nothing else is, or at the switchover. Null or nothing leaves them as they are.
   */
  pages(
    look: HoldBackLook,
    run: StrategyRun<Settings, State>,
  ): readonly PageRange[] | null | undefined | void;
  /**
   * Asked when the guest has stopped for the switchover: which pages are sent now. What it leaves out of what is held
   * back is never sent, and lost. If it is absent, or answers null or nothing, all are sent.
   */
  giveBack?(
    look: GiveBackLook,
    run: StrategyRun<Settings, State>,
  ): readonly PageRange[] | null | undefined | void;
}

/**
 * A rule that makes migrations converge. It takes the place of QEMU's own for each hook that it has; what it has none
 * for goes on as the other settings say.
 */
export interface StrategyDefinition<
  Settings extends StrategySettings = StrategySettings,
  State = unknown,
> {
  /** Small letters, digits and hyphens. */
  readonly name: string;
  readonly settings?: Settings;
  /** Makes what it remembers within one migration. */
  readonly state?: (settings: SettingNumbers<Settings>) => State;
  /** How much the guest is slowed down. */
  readonly throttle?: ThrottleHook<Settings, State>;
  /** When the bitmap is synced while a pass is under way. */
  readonly sync?: SyncHook<Settings, State>;
  /** How it ends: the downtime limit, a forced switchover, a pause, postcopy, giving up. */
  readonly completion?: CompletionHook<Settings, State>;
  /** Which pending pages are left for later. */
  readonly holdBack?: HoldBackHook<Settings, State>;
}

/** Gives a strategy its types, and returns it: what the file of a strategy exports as its default. */
export function defineStrategy<
  const Settings extends StrategySettings = Readonly<Record<never, never>>,
  State = undefined,
>(definition: StrategyDefinition<Settings, State>): StrategyDefinition<Settings, State> {
  return definition;
}
