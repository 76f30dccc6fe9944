import { expect, test } from 'vitest';
import { draws } from '../support/draws.js';
import { anyCase } from './any-case.js';
import { campaign } from './campaign.js';
import { campaignText } from './campaign-text.js';
import { buildChild, ChildRunner } from './child-runner.js';
import { makeCorpus } from './corpus.js';

const { numRuns, seed } = draws(1000);
/** `TEST_CASES=100000 npm run test:long -- test/fuzz` draws so many. */
const cases = Number(process.env.TEST_CASES ?? numRuns);
// A machine ten times slower passes; what the worst case took is printed.
const limits = { seconds: 100, mib: 500 };

test(`${cases} cases in a process of their own`, async () => {
  const runner = new ChildRunner(await buildChild(), limits);
  try {
    const found = await campaign(await anyCase(await makeCorpus()), {
      cases,
      seed,
      judge: (fuzzCase) => runner.judge(fuzzCase),
    });
    process.stdout.write(campaignText(found, seed));
    expect(found.failures).toEqual([]);
    expect(found.cases).toBe(cases);
  } finally {
    runner.end();
  }
});
