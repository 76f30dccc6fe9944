import { flagOf, type LooseSettings } from '../engines/setting.js';
import type { QemuScenario } from '../engines/scenario.js';
import { InputError } from '../input/input-error.js';
import { suiteHost } from '../settings/suite-host.js';
import type { Gene, Point } from '../search/gene.js';
import { readGene } from '../search/range-option.js';
import { SearchSpace } from '../search/search-space.js';
import { type Suite, suiteScenario } from '../settings/suite.js';
import { loadSuite } from '../settings/suite-file.js';
import { type TuneOptions, tunedRanges } from './options.js';
import type { TuneRequest } from './tune.js';

/** What a command line tunes. */
export interface NamedTuneRequest extends TuneRequest {
  readonly mode: string;
  readonly suite: Suite;
}

/**
 * What a command line tunes: a mode, over the loads of a suite.
 *
 * @throws InputError if one of them is missing, or they do not go together
 */
export function tuneRequest(options: TuneOptions): NamedTuneRequest {
  const { candidates, qemu, range, repeat, seed } = options;
  const mode = given(options.mode, '--mode', 'tune looks for its best settings');
  const suite = loadSuite(given(options.suite, '--suite', 'tune asks how its loads fare'));
  const host = suiteHost(suite, options.host);
  const genes: readonly Gene[] =
    range.length > 0 ? range : tunedRanges.map((text) => readGene(text, '--range'));
  const scenariosOf = (point: Point): QemuScenario[] =>
    suite.loads.map((load) => {
      const cell = { load, mode: { name: mode, mode } };
      const settings: LooseSettings = { qemu, ...point };
      return qemuOnly(suiteScenario(suite, host, cell, { repeat: 1, seed }, settings));
    });
  scenariosOf({});
  const isAccepted = (point: Point): boolean => {
    try {
      scenariosOf(point);
      return true;
    } catch (error) {
      if (error instanceof InputError) return false;
      throw error;
    }
  };
  const space = new SearchSpace(genes, isAccepted);
  return { mode, suite, space, scenariosOf, seed, candidates, repeats: repeat };
}

function given(name: string | null, subject: string, why: string): string {
  if (name !== null) return name;
  throw new InputError({ subject, problem: `is missing: ${why}` });
}

/** @throws InputError of a load that another engine migrates */
function qemuOnly(scenario: ReturnType<typeof suiteScenario>): QemuScenario {
  if (scenario.vmm === 'qemu') return scenario;
  const problem = 'is of another engine, which has none of these modes';
  throw new InputError({ subject: flagOf('suite'), value: scenario.name, problem });
}
