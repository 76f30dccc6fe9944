import { expect, test } from 'vitest';
import { execute } from './execute.js';
import { faultsOf } from './judge.js';
import { regressions } from './regressions.js';

test.each(Object.entries(regressions))('%s', async (_name, fuzzCase) => {
  expect(faultsOf(fuzzCase, await execute(fuzzCase))).toEqual([]);
});
