import { expect, test } from 'vitest';
import {
  type SteadyWorkload,
  workingSetMib,
  workloadMemoryMib,
} from '../../src/profiles/workload.js';

const stress = (stressMib: number): SteadyWorkload => ({ kind: 'stress', stressMib });
const random: SteadyWorkload = {
  kind: 'random',
  workingSetMib: 7,
  mibPerSecond: 5,
  pacing: 'cpu',
};

test('each phase has memory of its own: their working sets add up', () => {
  const phases = [stress(30), random, stress(12)].map((workload) => ({ seconds: 1, workload }));
  expect(workingSetMib({ kind: 'phases', phases })).toBe(49);
});

test('a measured rate: the most that was dirtied in a period', () => {
  const samples = [
    { periodMs: 1000, mibPerSecond: 40 },
    { periodMs: 5000, mibPerSecond: 12 },
  ];
  expect(workingSetMib({ kind: 'dirty-rate', samples })).toBe(60);
});

test('a workload that ended left its memory behind, and what goes on writes its own', () => {
  const ended = { kind: 'ended', junkMib: 100, restInUse: false, background: stress(8) } as const;
  expect(workingSetMib(ended)).toBe(8);
  expect(workloadMemoryMib(ended)).toBe(108);
  expect(workloadMemoryMib(random)).toBe(7);
  expect(workingSetMib({ kind: 'idle' })).toBe(0);
});
