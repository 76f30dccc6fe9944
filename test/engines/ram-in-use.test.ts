import { expect, test } from 'vitest';
import { simulate } from '../../src/engines/simulate.js';
import type { Workload } from '../../src/profiles/workload.js';
import { resolve, type Settings } from '../../src/settings/resolve.js';

const sentMib = (settings: Settings): number => {
  const { transferredBytes } = simulate(resolve({ mem: 1, maxIters: 200, sleep: 0, ...settings }));
  return Math.round(transferredBytes / 2 ** 20);
};

const idle: Workload = { kind: 'idle' };
const used: Workload = { kind: 'ended', junkMib: 0, restInUse: true, background: idle };

test('all of the RAM of a guest is sent if all has content', () => {
  expect(sentMib({ workload: idle })).toBeLessThan(200);
  expect(sentMib({ workload: idle, ramInUse: 'all' })).toBeGreaterThan(1536);
  expect(sentMib({ workload: idle, ramInUse: 'workload' })).toBe(sentMib({ workload: idle }));
});

test('it goes before what the workload says', () => {
  expect(sentMib({ workload: used })).toBe(sentMib({ workload: idle, ramInUse: 'all' }));
  expect(sentMib({ workload: used, ramInUse: 'workload' })).toBe(sentMib({ workload: idle }));
});

test('of phases too', () => {
  const phases: Workload = { kind: 'phases', phases: [{ seconds: 5, workload: idle }] };
  expect(sentMib({ workload: phases, ramInUse: 'all' })).toBeGreaterThan(1536);
});
