import type { TraceListener } from '../migration/trace.js';
import type { MigrationResult } from './migration-result.js';
import type { Scenario } from './scenario.js';
import type { SettingTable } from './setting.js';

/** The result of a scenario of one engine. */
export type ResultOf<Own extends Scenario> = MigrationResult & { readonly scenario: Own };

/** A program that migrates guests. */
export interface Engine<Own extends Scenario = Scenario> {
  readonly name: Own['vmm'];
  /** What it can be told. */
  readonly settings: SettingTable;
  /** @throws InputError if settings contradict each other, or are not in that version */
  check(scenario: Own): void;
  /**
   * Runs one migration. Pure: the same scenario gives the same result.
   *
   * @param trace told of each decision; does not change the result
   * @param onlyFigures whether to leave out what reports and stories alone show, as `SimulateOptions` says
   */
  migrate(scenario: Own, trace: TraceListener | null, onlyFigures: boolean): MigrationResult;
  /** What of a migration was never in a release, loses pages, or is not what the real program does. */
  notes(scenario: Own): readonly string[];
  /** What it, or who drives it, prints over one migration. */
  log(result: ResultOf<Own>): readonly string[];
}
