import { caseOf, type FuzzCase, jsonFile } from './fuzz-case.js';

const refusedScenario = jsonFile({
  name: 'suite',
  description: 'a scenario whose settings do not go together',
  host: 'generic-10g',
  comparisons: [{ name: 'a', scenarios: [{ name: 'b', multifd_channels: 8 }] }],
});

/** Cases that failed once, as small as they became. */
export const regressions: Readonly<Record<string, FuzzCase>> = {
  'a scenario of guestperf that is refused': caseOf(['batch', '--suite', '{folder}/suite.json'], {
    files: { 'suite.json': refusedScenario },
  }),
};
