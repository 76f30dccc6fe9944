import fc from 'fast-check';
import { type Settings, tryResolve } from '../../src/settings/resolve.js';
import type { SettingKey } from '../../src/settings/table.js';
import { definedOf, maybe } from './maybe.js';
import { shippedDocuments } from './profile-documents.js';
import { settingKeys, valuesOfSetting } from './setting-values.js';

export type DrawnSettings = Readonly<Record<string, unknown>>;

/** Short unless something else is drawn. */
const brief = {
  qemu: { sleep: 0, maxTime: 3, maxIters: 8 },
  'cloud-hypervisor': { sleep: 0, timeout: 3 },
} as const;

const generic = shippedDocuments('host').find(({ name }) => name === 'generic-10g');

/** Settings but for profiles. */
export const plainKeys = settingKeys.filter((key) => !['host', 'workload', 'policy'].includes(key));

/**
 * Settings of these keys that may contradict each other.
 *
 * @param often one in so many is there
 */
export function looseSettings(
  keys: readonly SettingKey[] = plainKeys,
  often = 10,
): fc.Arbitrary<DrawnSettings> {
  const model = keys.map((key) => [key, maybe(valuesOfSetting(key), often)] as const);
  return fc.record(Object.fromEntries(model), { noNullPrototype: true }).map((drawn) => {
    const vmm = drawn['vmm'] === 'cloud-hypervisor' ? drawn['vmm'] : 'qemu';
    const usual = Object.entries(brief[vmm]).filter(([key]) => (keys as string[]).includes(key));
    return { ...Object.fromEntries(usual), ...definedOf(drawn) };
  });
}

/** What is left of settings when those that are refused are taken out one by one. */
export function accepted(wishes: DrawnSettings): DrawnSettings {
  let settings = wishes;
  for (;;) {
    const given: unknown = { host: generic, ...settings };
    const found = tryResolve(given as Settings);
    if (found.ok) return settings;
    const culprit = found.problem.subject.split('.')[0];
    const key = culprit in settings ? culprit : Object.keys(settings).at(-1);
    if (key === undefined) throw new Error(`nothing is refused: ${JSON.stringify(found.problem)}`);
    const { [key]: _refused, ...rest } = settings;
    settings = rest;
  }
}

/** Settings that go together, but for one in eight that are left as they were drawn. */
export function drawnSettings(
  keys: readonly SettingKey[] = plainKeys,
  often = 10,
): fc.Arbitrary<DrawnSettings> {
  return fc
    .tuple(looseSettings(keys, often), maybe(fc.constant(true), 8))
    .map(([settings, isLoose]) => (isLoose ? settings : accepted(settings)));
}
