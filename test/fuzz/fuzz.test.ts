import { expect, test } from 'vitest';
import { anyCase } from './any-case.js';
import { campaign } from './campaign.js';
import { makeCorpus } from './corpus.js';
import { judged } from './verdict.js';

test('1,000 cases in this process', async () => {
  const cases = await anyCase(await makeCorpus());
  const found = await campaign(cases, { cases: 1000, seed: 1, judge: judged });
  expect(found.failures).toEqual([]);
  expect(found.cases).toBe(1000);
});
