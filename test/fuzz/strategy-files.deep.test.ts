import fc from 'fast-check';
import { expect, test } from 'vitest';
import { execute } from './execute.js';
import { caseOf } from './fuzz-case.js';
import { faultsOf } from './judge.js';
import { strategyFiles } from './strategy-files.js';

const migration = ['run', '--mem', '1', '--stress-mem', '200', '--max-time', '2', '--sleep', '0'];

test('strategies that are drawn are obeyed or refused, for every hook', async () => {
  const seen = new Set<string>();
  for (const { files, text } of fc.sample(strategyFiles, { seed: 1, numRuns: 200 })) {
    const fuzzCase = caseOf([...migration, '--strategy', String(text)], {
      files,
      culprits: ['strategy.mjs: '],
    });
    const found = await execute(fuzzCase);
    expect(faultsOf(fuzzCase, found)).toEqual([]);
    const [hook = ''] = /\b(holdBack|completion|throttle|sync)\.\w+/.exec(found.err) ?? [];
    seen.add(`${found.code} ${hook}`.trim());
  }
  expect([...seen].sort()).toEqual([
    '0',
    '2 completion.decide',
    '2 completion.eachTurn',
    '2 completion.everyMs',
    '2 holdBack.everyMs',
    '2 holdBack.giveBack',
    '2 holdBack.pages',
    '2 sync.by',
    '2 sync.everyMs',
    '2 sync.firstMs',
    '2 sync.isOver',
    '2 sync.wanted',
    '2 throttle.everyMs',
    '2 throttle.percent',
  ]);
});
