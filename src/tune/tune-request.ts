import { flagOf, type LooseSettings } from '../engines/setting.js';
import type { QemuScenario } from '../engines/scenario.js';
import { InputError } from '../input/input-error.js';
import { suiteHost } from '../settings/suite-host.js';
import type { Point } from '../search/gene.js';
import { SearchSpace } from '../search/search-space.js';
import { type Suite, suiteScenario } from '../settings/suite.js';
import { loadSuite } from '../settings/suite-file.js';
import type { TuneOptions } from './options.js';
import type { TuneRequest } from './tune.js';
import { type TunedRules, tunedRules } from './tuned-rules.js';

/** What a command line tunes. */
export interface NamedTuneRequest extends TuneRequest {
  readonly rules: TunedRules;
  readonly suite: Suite;
}

/**
 * What a command line tunes: a mode or a strategy, over the loads of a suite.
 *
 * @throws InputError if one of them is missing, or they do not go together
 */
export function tuneRequest(options: TuneOptions): NamedTuneRequest {
  const { candidates, qemu, repeat, seed } = options;
  const rules = tunedRules(options);
  const suite = loadSuite(givenSuite(options));
  const host = suiteHost(suite, options.host);
  const scenariosOf = (point: Point): QemuScenario[] =>
    suite.loads.map((load) => {
      const cell = { load, mode: { name: rules.name, ...rules.settings } };
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
  const space = new SearchSpace(rules.genes, isAccepted);
  return { rules, suite, space, scenariosOf, seed, candidates, repeats: repeat };
}

function givenSuite({ suite }: TuneOptions): string {
  if (suite !== null) return suite;
  throw new InputError({
    subject: '--suite',
    problem: 'is missing: tune asks how its loads fare',
  });
}

/** @throws InputError of a load that another engine migrates */
function qemuOnly(scenario: ReturnType<typeof suiteScenario>): QemuScenario {
  if (scenario.vmm === 'qemu') return scenario;
  const problem = 'is of another engine, which has none of these modes';
  throw new InputError({ subject: flagOf('suite'), value: scenario.name, problem });
}
