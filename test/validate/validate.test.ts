import { expect, test } from 'vitest';
import {
  validateCell,
  type ValidationTarget,
  validationPlan,
} from '../../src/validate/validate.js';
import { type RunRecord, runRecord } from '../../src/results/run-record.js';
import { loadHostProfile } from '../../src/profiles/profile-files.js';
import { loadSuite } from '../../src/settings/suite-file.js';
import { completedRun } from '../results/sample-results.js';
import { sampleReference } from './sample-reference.js';

const target: ValidationTarget = {
  reference: sampleReference(),
  suite: loadSuite('cover-letter-v1'),
  host: loadHostProfile('generic-10g'),
};

function record(total: number, downtime: number | null, iterations: number): RunRecord {
  return {
    ...runRecord(completedRun({ totalTimeMs: total, dirtySyncCount: iterations })),
    status: downtime === null ? 'cancelled' : 'completed',
    downtime_ms: downtime,
  };
}

test('a cell is run once for each seed, on the guest of the test bed', () => {
  const [plan, ...others] = validationPlan(target, ['a', 'b']);
  expect(others).toEqual([]);
  expect(plan.scenarios.map(({ seed, repeat }) => [seed, repeat])).toEqual([
    ['a', 1],
    ['b', 1],
  ]);
  expect(plan.scenarios[0].settings).toMatchObject({ cpus: 2, mem: 4 });
});

test('a suite that has a seed of its own keeps it', () => {
  const suite = { ...target.suite, defaults: { ...target.suite.defaults, seed: 'own' } };
  const [{ scenarios }] = validationPlan({ ...target, suite }, ['a', 'b']);
  expect(scenarios.map(({ seed }) => seed)).toEqual(['own', 'own']);
});

test('a load larger than the guest of the test bed is refused with its JSON path', () => {
  const [cell] = target.reference.cells;
  const reference = sampleReference({ cells: [cell, { ...cell, stress_mem_mb: 5000 }] });
  expect(() => validationPlan({ ...target, reference }, ['a'])).toThrow(
    "tables: cells[1].stress_mem_mb: 5000 is larger than the guest's RAM (testbed.mem_gb 4)",
  );
});

test('the median and the mean are held against the published mean and range', () => {
  const [plan] = validationPlan(target, ['a', 'b', 'c']);
  const cell = validateCell(plan, [
    record(1000, 450, 31),
    record(1210, 550, 33),
    record(1300, 500, 34),
  ]);
  expect(cell).toMatchObject({
    mode: 'original',
    load: 'light',
    group: 'predicted',
    published: { runs: 2, completed: 2, total_time_ms: { mean: 1000, min: 900, max: 1100 } },
    simulated: { runs: 3, completed: 3, total_time_ms: { mean: 1170, median: 1210 } },
    error: {
      total_time_percent: 21,
      total_time_mean_percent: 17,
      // 1210 against the published maximum of 1100
      total_time_outside_percent: 10,
      downtime_percent: 0,
      downtime_mean_percent: 0,
      iterations: 8,
      iterations_outside: 3,
      max_throttle_percent: 4.5,
    },
    verdicts_right: 2,
    verdicts: 2,
  });
});

test('below the range counts relative to the minimum', () => {
  const [plan] = validationPlan(target, ['a']);
  const { error } = validateCell(plan, [record(810, 500, 25)]);
  expect(error).toMatchObject({ total_time_outside_percent: 10, iterations_outside: 0 });
});

test('one seed that does not converge makes the verdicts of the cell wrong', () => {
  const [plan] = validationPlan(target, ['a', 'b']);
  const cell = validateCell(plan, [record(1000, 500, 25), record(1000, null, 200)]);
  expect(cell).toMatchObject({ simulated: { completed: 1 }, verdicts_right: 0, verdicts: 2 });
  expect(cell.simulated.downtime_ms?.mean).toBe(500);
  const none = validateCell(plan, [record(1000, null, 200), record(1000, null, 200)]);
  expect(none.simulated.downtime_ms).toBeNull();
  expect(none.error.downtime_percent).toBeNull();
});

test('rows are fitted where the host says that it was fitted on them', () => {
  const source = 'fitted by guestperf-sim calibrate on the rows "original" of tables';
  const linkGbitPerSecond = { value: 9, provenance: 'fitted' as const, source };
  const { host } = target;
  const fitted = { ...host, parameters: { ...host.parameters, linkGbitPerSecond } };
  const groupIn = (changes: Partial<ValidationTarget>): string => {
    const [plan] = validationPlan({ ...target, ...changes }, ['a']);
    return validateCell(plan, [record(1000, 500, 25)]).group;
  };
  expect(groupIn({ host: fitted })).toBe('fitted');
  expect(groupIn({ host: fitted, reference: sampleReference({ name: 'other' }) })).toBe(
    'predicted',
  );
  const [cell] = target.reference.cells;
  const refined = sampleReference({ cells: [{ ...cell, mode: 'background sync' }] });
  const suite = { ...target.suite, qemu: '9.1' as const };
  expect(groupIn({ host: fitted, reference: refined, suite })).toBe('predicted');
});
