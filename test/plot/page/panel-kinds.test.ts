import { expect, test } from 'vitest';
import type { Run } from '../../../src/plot/page/page-run.js';
import { panelKinds } from '../../../src/plot/page/panel-kinds.js';
import type { PlotChoice } from '../../../src/plot/plot-choice.js';
import type { Quantity } from '../../../src/plot/quantities.js';

const nothing: PlotChoice = {
  iterations: false,
  totalGuest: false,
  splitGuest: false,
  qemuCpu: false,
  vcpuCpu: false,
  progress: false,
  align: 'migration',
};

/** A run with a line of each quantity, and one for each thread of the guest. */
function runOf(threads: number): Run {
  const line = (quantity: Quantity, thread: string | null = null) => ({
    quantity,
    thread,
    seconds: [0, 1],
    values: [1, 2],
  });
  const perThread = Array.from({ length: threads }, (_, at) => line('copyTime', `PID ${at}`));
  const whole = ['copyTime', 'throttle', 'remaining', 'dirtyRate', 'linkRate'] as const;
  return {
    number: 0,
    label: 'made-up',
    file: 'made-up.json',
    origin: 'measured',
    outcome: {
      status: 'completed',
      totalMs: 1,
      iterations: 1,
      maxThrottlePercent: 0,
      transferredBytes: 0,
    },
    downtime: null,
    ownStartSeconds: 0,
    progress: [],
    series: [...whole.map((quantity) => line(quantity)), ...perThread],
    parameters: [],
  };
}

const idsOf = (choice: PlotChoice, runs: readonly Run[]) =>
  panelKinds(choice, runs).map(({ id }) => id);

const guestLines = (changes: Partial<PlotChoice>, threads: number) =>
  panelKinds({ ...nothing, ...changes }, [runOf(threads)])[0].forms[0].kinds.map(
    ({ label, isShown }) => [label, isShown],
  );

test('rates are drawn over each other for few runs, and apart for many', () => {
  const choice = { ...nothing, progress: true };
  expect(idsOf(choice, [runOf(0), runOf(0)])).toEqual(['throttle', 'remaining', 'rates']);
  const many = [runOf(0), runOf(0), runOf(0)];
  expect(idsOf(choice, many)).toEqual(['throttle', 'remaining', 'dirty', 'link']);
});

test('panels that were not chosen, or that no run has lines for, are not there', () => {
  expect(idsOf(nothing, [runOf(2)])).toEqual([]);
  expect(idsOf({ ...nothing, qemuCpu: true }, [runOf(2)])).toEqual([]);
});

test('a thread alone is its own total; many are shown only when they are asked for', () => {
  expect(guestLines({ splitGuest: true }, 0)).toEqual([['all threads', true]]);
  expect(guestLines({ splitGuest: true }, 9)).toEqual([['each thread', true]]);
  const both = { totalGuest: true, splitGuest: true };
  expect(guestLines(both, 8)).toEqual([
    ['all threads', true],
    ['each thread', true],
  ]);
  expect(guestLines(both, 9)).toEqual([
    ['all threads', true],
    ['each thread', false],
  ]);
});
