import type { QemuScenario } from '../engines/scenario.js';
import type { Survey } from './advice.js';

/** A migration without help, and what is known of it. */
export interface CandidateBase {
  /** Precopy over one stream, with the downtime limit at the goal. */
  readonly plain: QemuScenario;
  readonly survey: Survey;
}

/** A way to make a migration converge or to make it faster, and the settings of it that are tried. */
export interface CandidateKind {
  /** What `--without` calls it. */
  readonly name: string;
  /** Tried only where nothing else meets the goals, as it takes long to simulate; not so if absent. */
  readonly lastResort?: true;
  /** Whether this version of QEMU and this host have it. */
  isAvailable(plain: QemuScenario): boolean;
  /** Settings that lie far apart. */
  coarse(base: CandidateBase): readonly QemuScenario[];
  /** Settings near one that is good; none if that is of another kind. */
  refine(good: QemuScenario, base: CandidateBase): readonly QemuScenario[];
}

/** A scenario with other migration parameters. */
export function withMigration(
  scenario: QemuScenario,
  changes: Partial<QemuScenario['migration']>,
): QemuScenario {
  return { ...scenario, migration: { ...scenario.migration, ...changes } };
}
