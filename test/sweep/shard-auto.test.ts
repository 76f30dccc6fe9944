import { expect, test } from 'vitest';
import { shardOf, shardOption } from '../../src/sweep/shard-option.js';

const shard = (text: string, environment: Record<string, string> = {}) => {
  const choice = shardOption.read(text, '--shard', { index: 1, count: 1 });
  return shardOf(choice, environment);
};

const slurm = (task: number, first: number, count: number, step?: number) => ({
  SLURM_ARRAY_TASK_ID: String(task),
  SLURM_ARRAY_TASK_MIN: String(first),
  SLURM_ARRAY_TASK_COUNT: String(count),
  ...(step !== undefined && { SLURM_ARRAY_TASK_STEP: String(step) }),
});

test('what is written is what is run', () => {
  expect(shard('2/7', slurm(1, 1, 3))).toEqual({ index: 2, count: 7 });
});

test.each([
  ['1-7', slurm(3, 1, 7, 1), { index: 3, count: 7 }],
  ['0-3', slurm(0, 0, 4), { index: 1, count: 4 }],
  ['10-18:2', slurm(14, 10, 5, 2), { index: 3, count: 5 }],
])('a Slurm array %s', (_array, environment, expected) => {
  expect(shard('auto', environment)).toEqual(expected);
});

test('an array without a fixed distance is refused', () => {
  expect(() => shard('auto', slurm(7, 1, 3, 1))).toThrow(
    '--shard: auto does not find task 7 in an array of 3 from 1 in steps of 1; allowed: I/N',
  );
});

test('auto/N keeps the shard of a task that is submitted again alone', () => {
  expect(shard('auto/7', slurm(3, 3, 1))).toEqual({ index: 3, count: 7 });
  expect(() => shard('auto/7', slurm(8, 8, 1))).toThrow("'auto/7' asks for part 8 of 7");
});

test('an indexed job counts from 0, and does not tell its size', () => {
  expect(shard('auto/5', { JOB_COMPLETION_INDEX: '0' })).toEqual({ index: 1, count: 5 });
  expect(shard('auto/5', { JOB_COMPLETION_INDEX: '4' })).toEqual({ index: 5, count: 5 });
  expect(() => shard('auto/5', { JOB_COMPLETION_INDEX: '5' })).toThrow('asks for part 6 of 5');
  expect(() => shard('auto', { JOB_COMPLETION_INDEX: '1' })).toThrow('allowed: auto/N');
  expect(() => shard('auto/5', { JOB_COMPLETION_INDEX: 'x' })).toThrow(
    'JOB_COMPLETION_INDEX: x is not a whole number',
  );
});

test('auto without a cluster is refused', () => {
  expect(() => shard('auto')).toThrow('finds neither SLURM_ARRAY_TASK_ID nor JOB_COMPLETION_INDEX');
});
