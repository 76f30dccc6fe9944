import type { QemuScenario } from '../engines/scenario.js';
import { InputError } from '../input/input-error.js';
import type { SettingLayer } from '../settings/given-settings.js';
import { resolveLayers, type Settings } from '../settings/resolve.js';
import type { Survey } from './advice.js';

/** Settings of a migration by QEMU, and the scenario that they ask for. */
export interface Candidate {
  readonly settings: Settings;
  readonly scenario: QemuScenario;
}

/** A migration without help, and what is known of it. */
export interface CandidateBase {
  /** Precopy over one stream, with the downtime limit at the goal. */
  readonly plain: Candidate;
  readonly survey: Survey;
}

/** A way to make a migration converge or to make it faster, and the settings of it that are tried. */
export interface CandidateKind {
  /** What `--without` calls it. */
  readonly name: string;
  /** Tried only where nothing else meets the goals, as it takes long to simulate. */
  readonly isLastResort: boolean;
  /** Settings that lie far apart, as changes of the plain ones. */
  coarse(base: CandidateBase): readonly Settings[];
  /** Settings near some that are good, as changes of those; none if they are of another kind. */
  refine(good: Candidate, base: CandidateBase): readonly Settings[];
}

/**
 * What settings ask for, on hosts whose uncertain numbers are drawn anew for each run.
 *
 * @param name what the user calls a setting
 * @throws InputError if they contradict each other, or ask for another engine
 */
export function candidateOf(
  settings: Settings,
  name: SettingLayer['name'] = (key) => key,
): Candidate {
  const scenario = resolveLayers([{ values: { uncertain: true, ...settings }, name }], {
    name: 'advise',
  });
  if (scenario.vmm === 'qemu') return { settings, scenario };
  const problem = 'is an engine about which there is no advice';
  throw new InputError({ subject: name('vmm'), value: scenario.vmm, problem, allowed: 'qemu' });
}

/** A candidate with each of some changes, without what is refused. */
export function variations(
  { settings }: Pick<Candidate, 'settings'>,
  changes: readonly Settings[],
): readonly Candidate[] {
  return changes.flatMap((change) => {
    try {
      return [candidateOf({ ...settings, ...change })];
    } catch (error) {
      if (error instanceof InputError) return [];
      throw error;
    }
  });
}
