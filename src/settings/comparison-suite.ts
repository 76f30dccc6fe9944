import * as z from 'zod/mini';
import { list } from '../input/schema-list.js';
import { isAtLeast, type QemuVersion, qemuVersions } from '../profiles/qemu-version.js';
import { guestSettings } from '../engines/guest-settings.js';
import { dirtyLimitSettings } from '../engines/qemu/features/dirty-limit/settings.js';
import { settingNumber } from '../engines/number-schema.js';
import {
  type LooseSettings,
  numberForm,
  type Setting,
  type SettingTable,
} from '../engines/setting.js';
import { settingTable } from './table.js';

const name = z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/));
const version = z.optional(z.enum(qemuVersions));

/** What a comparison or a scenario says of the versions in which it exists. */
const versionsShape = {
  /** The first QEMU that has it. */
  since: version,
  /** The last QEMU that has it. */
  until: version,
  /** The version that it runs with, unless the command line names one; the suite's if absent. */
  qemu: version,
};

/** The settings that guestperf's Scenario (scenario.py) has, by its words. */
const guestperfSettings: ReadonlyMap<
  string,
  { readonly key: string; readonly row: Setting<unknown> }
> = new Map(
  Object.entries(settingTable as SettingTable).flatMap(([key, row]) =>
    row.guestperf === undefined ? [] : [[row.guestperf, { key, row }] as const],
  ),
);

const scenarioShape = Object.fromEntries(
  [...guestperfSettings].map(([word, { row }]) => [word, z.optional(wordSchema(row))]),
);

function wordSchema({ form }: Setting<unknown>): z.ZodMiniType {
  if (form.kind === 'switch') return z.boolean();
  return form.kind === 'integer' || form.kind === 'number' ? settingNumber(form) : z.string();
}

const comparisonSchema = z.strictObject({
  name,
  ...versionsShape,
  /** Dirty ring of each vCPU; none if absent. */
  dirty_ring_size: z.optional(settingNumber(numberForm(dirtyLimitSettings.dirtyRingSize))),
  scenarios: list(z.strictObject({ name, ...versionsShape, ...scenarioShape })).check(
    z.minLength(1),
  ),
});

function integer(key: 'cpus' | 'mem' | 'sleep') {
  const row = guestSettings[key];
  return z._default(settingNumber(numberForm(row)), Number(row.standard));
}

/** A file of `profiles/suites/` with comparisons, as guestperf-batch.py runs them (comparison.py). */
export const comparisonSuiteSchema = z.strictObject({
  $schema: z.optional(z.string()),
  name: z.string().check(z.regex(/^[a-z0-9][a-z0-9-]*$/)),
  description: z.string().check(z.minLength(1)),
  /** Name or path of the host profile. */
  host: z.string().check(z.minLength(1)),
  /** QEMU version; that of the host profile if absent. */
  qemu: version,
  cpus: integer('cpus'),
  /** GiB, all of which is under stress. */
  mem: integer('mem'),
  /** Seconds of workload before and after. */
  sleep: integer('sleep'),
  comparisons: list(comparisonSchema).check(z.minLength(1)),
});

export type ComparisonSuite = z.infer<typeof comparisonSuiteSchema>;
type Comparison = ComparisonSuite['comparisons'][number];
type ComparisonScenario = Comparison['scenarios'][number];

/** What is said in guestperf's words, as settings. */
export function settingsOfWords(scenario: Readonly<Record<string, unknown>>): LooseSettings {
  return Object.fromEntries(
    Object.entries(scenario).flatMap(([word, value]) => {
      const key = guestperfSettings.get(word)?.key;
      return key === undefined ? [] : [[key, value] as const];
    }),
  );
}

/** A scenario of a suite, and why it does not run with the version, if it does not. */
export interface ComparisonCell {
  /** "comparison/scenario", as guestperf-batch.py matches it with `--filter`. */
  readonly name: string;
  readonly comparison: Comparison;
  readonly scenario: ComparisonScenario;
  readonly version: QemuVersion;
  /** Null if it runs. */
  readonly notIn: string | null;
}

/**
 * The scenarios of a suite in order. One whose entries are for several ranges of versions is there
 * once.
 *
 * @param asked the version for all of them; their own if null
 * @param fallback the version of what names none
 */
export function comparisonCells(
  { comparisons, qemu }: ComparisonSuite,
  asked: QemuVersion | null,
  fallback: QemuVersion,
): ComparisonCell[] {
  const cells = new Map<string, ComparisonCell>();
  for (const comparison of comparisons) {
    for (const scenario of comparison.scenarios) {
      const fullName = `${comparison.name}/${scenario.name}`;
      const own = scenario.qemu ?? comparison.qemu ?? qemu ?? fallback;
      const used = asked ?? own;
      const notIn = outside(used, comparison) ?? outside(used, scenario);
      const known = cells.get(fullName);
      if (known !== undefined && notIn !== null) continue;
      cells.set(fullName, { name: fullName, comparison, scenario, version: used, notIn });
    }
  }
  return [...cells.values()];
}

/** Why a version has not what is for a range of them; null if it has. */
function outside(
  used: QemuVersion,
  { since, until }: Pick<Comparison, 'since' | 'until'>,
): string | null {
  if (since !== undefined && !isAtLeast(used, since)) return `from QEMU ${since} on, not ${used}`;
  if (until !== undefined && used !== until && isAtLeast(used, until)) {
    return `up to QEMU ${until}, not ${used}`;
  }
  return null;
}
