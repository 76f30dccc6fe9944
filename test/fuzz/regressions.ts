import { caseOf, type FuzzCase, jsonFile, textFile } from './fuzz-case.js';

const unknownFigures = jsonFile({
  name: 'suite',
  description: 'figures that nobody has published',
  figures: 'x',
  host: 'generic-10g',
  defaults: {},
  loads: [{ name: 'a', stressMem: 1 }],
  modes: [{ name: 'a' }],
  repeats: 1,
});

const refusedScenario = jsonFile({
  name: 'suite',
  description: 'a scenario whose settings do not go together',
  host: 'generic-10g',
  comparisons: [{ name: 'a', scenarios: [{ name: 'b', multifd_channels: 8 }] }],
});

const withoutLoads = jsonFile({
  name: 'a',
  description: 'no list of loads',
  host: 'generic-10g',
  defaults: {},
  loads: null,
  modes: [{ name: 'a' }],
  repeats: 1,
});

const unknownHost = jsonFile({
  name: 'a',
  description: 'a host that is not shipped',
  host: 'zz',
  comparisons: [{ name: 'a', scenarios: [{ name: 'b' }] }],
});

/** Cases that failed once, as small as they became. */
export const regressions: Readonly<Record<string, FuzzCase>> = {
  'figures of a suite that nobody has published': caseOf(
    ['batch', '--suite', '{folder}/suite.json'],
    { files: { 'suite.json': unknownFigures }, culprits: ['suite suite: figures'] },
  ),
  'a pivot of parts without runs': caseOf(
    ['merge', '{folder}/part', '--pivot', 'total-time:max-time:cpus'],
    { files: { part: textFile('') }, culprits: ['merge: the files have no runs'] },
  ),
  'a host of a suite that is not shipped': caseOf(['batch', '--suite', '{folder}/suite.json'], {
    files: { 'suite.json': unknownHost },
    culprits: ['suite a: host: zz '],
  }),
  'a suite that is read as one of either kind, and held': caseOf(
    ['tune', '--mode', 'precopy', '--suite', '{folder}/suite.json', '--candidates', '1'],
    { files: { 'suite.json': withoutLoads }, culprits: ['suite.json: loads: '] },
  ),
  'a scenario of guestperf that is refused, quietly': caseOf(
    ['batch', '--suite', '{folder}/suite.json', '--quiet'],
    { files: { 'suite.json': refusedScenario } },
  ),
  'a scenario of guestperf that is refused': caseOf(['batch', '--suite', '{folder}/suite.json'], {
    files: { 'suite.json': refusedScenario },
  }),
};
