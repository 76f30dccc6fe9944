import { expect, test } from 'vitest';
import { deep } from '../support/draws.js';
import { anyCase } from './any-case.js';
import { campaign } from './campaign.js';
import { makeCorpus } from './corpus.js';
import { judged } from './verdict.js';

const cases = deep(100, 1000);

test(`${cases} cases in this process`, async () => {
  const drawn = await anyCase(await makeCorpus());
  const found = await campaign(drawn, { cases, seed: 1, judge: judged });
  expect(found.failures).toEqual([]);
  expect(found.cases).toBe(cases);
});
