import * as z from 'zod/mini';
import { boundedInt } from '../input/bounded-number.js';
import { list } from '../input/schema-list.js';
import type { Scenario } from '../engines/scenario.js';
import { flagOf, type LooseSettings } from '../engines/setting.js';
import { InputError } from '../input/input-error.js';
import type { HostProfile } from '../profiles/host-profile.js';
import { qemuVersions } from '../profiles/qemu-version.js';
import { workingSetMib } from '../profiles/workload.js';
import type { SettingLayer } from './given-settings.js';
import { resolveLayers } from './resolve.js';

type Shape = Readonly<Record<string, z.ZodMiniType>>;

/** What a load or a mode is called in tables. */
const label = { name: z.string().check(z.minLength(1)) };

/**
 * A file of `profiles/suites/`: a command line under several loads and modes. `defaults`, loads and modes are settings
 * of `run`, by their keys; a mode prevails over a load, and that over the defaults.
 *
 * @param partial the schema of each of them, which have something of their own as well
 */
export function suiteSchemaWith(partial: (own: Shape) => z.ZodMiniObject) {
  return z.strictObject({
    $schema: z.optional(z.string()),
    name: z.string().check(z.regex(/^[a-z0-9][a-z0-9-]*$/)),
    description: z.string().check(z.minLength(1)),
    /** Name of the published tables that the suite reproduces. */
    reference: z.optional(z.string()),
    /** Name of the published table that the suite's figures are printed beside. */
    figures: z.optional(z.string()),
    /** What the suite takes for granted that the table does not say: each is a free number. */
    assumes: z.optional(list(z.string().check(z.minLength(1)))),
    /** Why figures come out badly, as far as it is known. */
    suspectedCause: z.optional(z.string().check(z.minLength(1))),
    /** Figures to print with them, of which nothing was published. */
    alsoShows: z.optional(list(z.string())),
    /** Name or path of the host profile. */
    host: z.string().check(z.minLength(1)),
    /** QEMU version; that of the host profile if absent. */
    qemu: z.optional(z.enum(qemuVersions)),
    defaults: partial({}),
    loads: list(partial(label)).check(z.minLength(1)),
    modes: list(partial(label)).check(z.minLength(1)),
    /** Runs of each load and mode. */
    repeats: boundedInt({ min: 1, max: 100_000, why: 'runs of each load and mode' }),
  });
}

/** Unknown keys are left to those who read settings. */
export const suiteSchema = suiteSchemaWith((own) => z.looseObject(own));

type SuitePart = LooseSettings & { readonly name: string };

export type Suite = Omit<z.infer<typeof suiteSchema>, 'defaults' | 'loads' | 'modes'> & {
  readonly defaults: LooseSettings;
  readonly loads: readonly SuitePart[];
  readonly modes: readonly SuitePart[];
};

/** A load under a mode: a block of rows in a suite's tables. */
export interface SuiteCell {
  readonly load: SuitePart;
  readonly mode: SuitePart;
}

/** The randomness of a run. */
export interface RunNumber {
  readonly seed: string;
  /** From 1. */
  readonly repeat: number;
}

/** The cells of a suite in the order of its tables: each load in turn, under each mode. */
export function suiteCells({ loads, modes }: Suite): SuiteCell[] {
  return loads.flatMap((load) => modes.map((mode) => ({ load, mode })));
}

/**
 * The scenario of one run of a cell on a host.
 *
 * @param given what the command line says in place of the suite
 * @throws InputError naming the suite and the JSON path
 */
export function suiteScenario(
  suite: Suite,
  host: HostProfile,
  { load, mode }: SuiteCell,
  { repeat, seed }: RunNumber,
  given: LooseSettings = {},
): Scenario {
  const { defaults, loads, modes, name, qemu } = suite;
  const nameInMode = (key: string) => `modes[${modes.indexOf(mode)}].${key}`;
  const layers: SettingLayer[] = [
    { values: { host, qemu, seed }, name: String, isForAll: true },
    { values: defaults, name: (key) => `defaults.${key}`, isForAll: true },
    { values: unlabelled(load), name: (key) => `loads[${loads.indexOf(load)}].${key}` },
    { values: unlabelled(mode), name: nameInMode },
    {
      values: given,
      name: (key) => (Object.hasOwn(given, key) ? flagOf(key) : nameInMode(key)),
      isForAll: true,
    },
  ];
  try {
    const scenario = resolveLayers(layers, { mode: mode.name, repeat });
    const size = load['stressMem'] === undefined ? null : workingSetMib(scenario.workload);
    return { ...scenario, name: `${name}/${slug(mode.name)}-${size ?? slug(load.name)}` };
  } catch (error) {
    if (!(error instanceof InputError) || error.detail.file !== undefined) throw error;
    throw new InputError({ ...error.detail, file: `suite ${name}` }, { cause: error });
  }
}

function unlabelled({ name: _label, ...settings }: SuitePart): LooseSettings {
  return settings;
}

/** "background sync + responsive throttle" as part of a scenario's name. */
function slug(mode: string): string {
  return mode
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}
