import { expect, test } from 'vitest';
import { resolve } from '../../src/settings/resolve.js';
import { TaskList } from '../../src/workers/task-list.js';

const tasks = ['1', '2', '3'].map((seed) => ({ scenario: resolve({ seed }), setting: null }));

test('each task is taken once, by whoever comes first', () => {
  const here = new TaskList(tasks);
  const { next, tasks: told } = here.shared();
  const there = new TaskList(structuredClone(told), next);
  expect([here, there, there, here, there].map((list) => list.take())).toEqual([
    0,
    1,
    2,
    null,
    null,
  ]);
});

test('what nobody has taken is left when it stops', () => {
  const here = new TaskList(tasks);
  const { next } = here.shared();
  const there = new TaskList(tasks, next);
  expect(there.take()).toBe(0);
  here.stop();
  expect(there.take()).toBe(null);
});
