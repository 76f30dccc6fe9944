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
/** `TEST_FROM=40000` leaves out those before, which a campaign of the same seed has judged. A multiple of 200. */
const from = Number(process.env.TEST_FROM ?? 0);
const progressEvery = 2000;
// A machine ten times slower passes; what the worst case took is printed.
const limits = { seconds: 100, mib: 500 };

test(`${cases - from} cases in a process of their own`, async () => {
  const runner = new ChildRunner(await buildChild(), limits);
  try {
    const found = await campaign(await anyCase(await makeCorpus()), {
      cases,
      from,
      seed,
      judge: (fuzzCase) => runner.judge(fuzzCase),
      onBlock({ cases: done, failures }) {
        if (done % progressEvery > 0) return;
        process.stdout.write(`${from + done} of ${cases}: ${failures.length} failures\n`);
        for (const text of failures) process.stdout.write(`${text}\n`);
      },
    });
    process.stdout.write(campaignText(found, seed));
    expect(found.failures).toEqual([]);
    expect(found.cases).toBe(cases - from);
  } finally {
    runner.close();
  }
});
