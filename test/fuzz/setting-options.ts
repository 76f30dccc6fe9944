import fc from 'fast-check';
import { flagOf } from '../../src/cli/options/option.js';
import { profileKinds, type ProfileName } from '../../src/profiles/profile-files.js';
import type { SettingForm } from '../../src/engines/setting.js';
import { settingOf, type SettingKey } from '../../src/settings/table.js';
import type { WrittenOption } from './command-line.js';
import { accepted, type DrawnSettings, looseSettings } from './drawn-settings.js';
import { type DrawnValue, inputValue, plainValue } from './drawn-value.js';
import { definedOf, maybe } from './maybe.js';
import { profileDocuments, shippedDocuments } from './profile-documents.js';
import { settingKeys } from './setting-values.js';
import { strategyFiles } from './strategy-files.js';

/** A profile: what is written, and what is in it. */
interface DrawnProfile {
  readonly value: DrawnValue;
  readonly document: unknown;
}

/** Mostly files, now and then the name of what is shipped. */
function profileOf(kind: ProfileName): fc.Arbitrary<DrawnProfile> {
  const named = fc
    .constantFrom(...shippedDocuments(kind))
    .map((document) => ({ value: plainValue(String(document['name'])), document }));
  const files = profileDocuments[kind].map((content) => ({
    value: inputValue(`${kind}.json`, content),
    document: content.kind === 'document' ? content.document : null,
  }));
  return fc.oneof({ weight: 3, arbitrary: files }, { weight: 1, arbitrary: named });
}

const names = Object.keys(profileKinds) as ProfileName[];
const anyProfiles = fc.record(
  Object.fromEntries(names.map((kind) => [kind, maybe(profileOf(kind), 4)] as const)),
  { noNullPrototype: true },
);

/** A shipped strategy for one that is drawn, while it is decided what goes together: it says how it ends. */
const standIn = 'stall';

/** The options of settings that mostly go together, as `run` takes them. */
export const settingOptions: fc.Arbitrary<readonly WrittenOption[]> = fc
  .tuple(anyProfiles, looseSettings(), maybe(fc.constant(true), 8), maybe(strategyFiles, 4))
  .map(([drawn, loose, isLoose, file]) => {
    const profiles = definedOf(drawn);
    const documents = Object.entries(profiles).map(([kind, { document }]) => [kind, document]);
    const wishes = {
      ...withoutDouble(loose, profiles),
      ...Object.fromEntries(documents),
      ...(file !== undefined && { strategy: standIn }),
    };
    const settings = isLoose ? wishes : accepted({ ...Object.fromEntries(documents), ...wishes });
    return Object.entries(settings).flatMap(([key, value]): WrittenOption[] => {
      const flag = flagOf(key);
      if (key in profiles) return [{ flag, value: profiles[key].value }];
      if (key === 'strategy' && file !== undefined) return [{ flag, value: file }];
      if (value === false) return [];
      return [{ flag, value: plainValue(value === true ? null : String(value)) }];
    });
  });

/** A workload is in place of the stress program, which has little to write unless it is told. */
function withoutDouble(settings: DrawnSettings, profiles: DrawnSettings): DrawnSettings {
  const { stressMem = 20, ...rest } = settings;
  return 'workload' in profiles ? rest : { stressMem, ...rest };
}

/** The same for `sweep`: up to two of them with a second value. */
export const axisOptions: fc.Arbitrary<readonly WrittenOption[]> = fc
  .tuple(settingOptions, fc.array(fc.nat(40), { maxLength: 2 }))
  .map(([options, places]) =>
    options.map((option, index) => (places.includes(index) ? withSecondValue(option) : option)),
  );

function withSecondValue({ flag, value }: WrittenOption): WrittenOption {
  const key = settingKeys.find((each) => flagOf(each) === flag);
  if (key === undefined || value.input !== null) return { flag, value };
  return { flag, value: plainValue(twoValues(settingOf(key).form, value.text ?? 'on')) };
}

function twoValues(form: SettingForm, text: string): string {
  switch (form.kind) {
    case 'integer':
      return `${text}..${Number(text) + 1}`;
    case 'number':
      return `${text},${Number(text) + 0.5}`;
    case 'switch':
      return 'on,off';
    case 'choice':
      return `${text},${form.choices[0]}`;
    default:
      return `${text},second`;
  }
}

/** Values of settings by the names that options have without their dashes. */
export const matrixRow: fc.Arbitrary<Readonly<Record<string, string>>> = looseSettings(
  ['mode', 'bandwidth', 'downtime', 'seed', 'multifd', 'maxTransferFactor'] as SettingKey[],
  2,
).map((settings) =>
  Object.fromEntries(
    Object.entries(settings).map(([key, value]) => [flagOf(key).slice(2), String(value)]),
  ),
);
