import fc from 'fast-check';
import { shipped } from '../../src/profiles/profile-files.js';
import { settingOf } from '../../src/settings/table.js';
import { type Content, documentOf } from './content.js';
import { drawnSettings, plainKeys } from './drawn-settings.js';
import { schemaNamed } from './profile-documents.js';
import { valuesOf } from './schema-values.js';
import { settingKeys, valuesOfSetting } from './setting-values.js';

const host = fc.constantFrom(...shipped.host());
/** What a suite says in places of its own. */
const ofSuite = ['vmm', 'qemu', 'seed', 'stressMem'];
const names = fc.constantFrom('a', 'load 20', 'x'.repeat(80), 'é', 'a|b', '=1+1', '\u001b[7m', '#');

/** A command line under loads and modes. */
const suites = fc
  .record({
    suite: valuesOf(schemaNamed('suite'), {
      host,
      defaults: drawnSettings(
        plainKeys.filter((key) => !ofSuite.includes(key)),
        16,
      ),
      loads: fc.array(fc.record({ name: names, stressMem: fc.constantFrom(1, 20, '50M') }), {
        minLength: 1,
        maxLength: 2,
      }),
      modes: fc.array(fc.record({ name: names, bandwidth: fc.constantFrom(0, 100, '1Gbit') }), {
        minLength: 1,
        maxLength: 2,
      }),
      repeats: fc.constantFrom(1, 1, 2),
      reference: fc.constantFrom('auto-converge-refinements-v1', 'x'),
      figures: fc.constantFrom('x', 'connections-2026'),
      alsoShows: fc.constant([]),
    }),
  })
  .map(({ suite }) => suite);

/** Comparisons in guestperf's words. */
const comparisonSuites = valuesOf(schemaNamed('comparison-suite'), {
  host,
  cpus: fc.constantFrom(1, 2),
  mem: fc.constant(1),
  sleep: fc.constantFrom(0, 1),
  ...Object.fromEntries(
    settingKeys.flatMap((key) => {
      const word = settingOf(key).guestperf;
      return word === undefined ? [] : [[word, valuesOfSetting(key)] as const];
    }),
  ),
});

/** Suites of both kinds. */
export const suiteDocuments: fc.Arbitrary<Content> = fc
  .oneof({ weight: 2, arbitrary: suites }, { weight: 1, arbitrary: comparisonSuites })
  .map(documentOf);
