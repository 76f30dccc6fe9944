import { describe, expect, test } from 'vitest';
import type { Scenario } from '../../src/engines/scenario.js';
import { simulate } from '../../src/engines/simulate.js';
import { workRefusal } from '../../src/engines/work-refusal.js';
import { InputError } from '../../src/input/input-error.js';
import type { HostNumbers } from '../../src/profiles/host.js';
import { WorkBudget, WorkExceeded, workKinds, kindsOfWork } from '../../src/sim/work-budget.js';
import { inputErrorOf } from '../support/thrown-input-error.js';
import { sendMigration } from '../support/cloud-hypervisor.js';
import { scenario, type ScenarioChanges } from '../support/scenarios.js';
import { deepOnes } from '../support/draws.js';

const ended = {
  kind: 'ended',
  junkMib: 100,
  restInUse: false,
  background: { kind: 'idle' },
} as const;

/** A scenario with numbers of its host that no profile may have: the library takes what it is handed. */
function scenarioOn(numbers: Partial<HostNumbers>, changes: ScenarioChanges = {}): Scenario {
  const resolved = scenario(changes);
  return {
    ...resolved,
    host: { ...resolved.host, numbers: { ...resolved.host.numbers, ...numbers } },
  };
}

describe('a run that does not end within the budget names the number', () => {
  const numbers: readonly (readonly [keyof HostNumbers, number])[] = [
    ['syncFixedUs', 1e13],
    ['linkVariability', 10],
    ['guestSpeedSpread', 1e8],
  ];
  // With the last it takes a second until the budget is spent.
  test.each(deepOnes(numbers, ([name]) => name !== 'guestSpeedSpread'))('%s', (name, value) => {
    const host = { linkVariability: 0.05, [name]: value };
    const run = scenarioOn(host, { stressMem: 1024, sleep: 15 });
    const error = inputErrorOf(() => simulate(run));
    expect(error.detail).toEqual({
      subject: `host test: parameters.${name}`,
      value: String(value),
      problem: 'makes the migration more work than one run is allowed',
      allowed: 'a smaller one',
    });
  });
});

/** What is said of a run that has done so much of each kind. */
function told(of: Scenario, done: Partial<Record<(typeof workKinds)[number], number>>): string {
  const nothing = Object.fromEntries(workKinds.map((kind) => [kind, 0]));
  return workRefusal(of, new WorkExceeded({ ...nothing, ...done } as never)).message;
}

test.each([
  [
    { workload: { ...ended, allocator: { kind: 'random', perSecond: 1e6, pages: 1 } } },
    { allocations: 9 },
    'workload: allocator.perSecond: 1000000',
  ],
  [
    { workload: { ...ended, reporting: { batchPages: 1 } } },
    { batches: 9 },
    'reporting.batchPages: 1 ',
  ],
  [{ workload: ended }, { batches: 9 }, 'host test: freePageReporting.batchPages: 1024'],
  [
    { host: { vcpuWriteMbPerSecond: 1e13 } },
    { lines: 9 },
    'parameters.vcpuWriteMbPerSecond: 10000000000000',
  ],
  [{ maxTime: 8_640_000 }, { seconds: 200 * 1_000_000 }, '--max-time: 8640000'],
  [
    { maxTime: 10, host: { deviceSaveUs: 1e15 } },
    { seconds: 200 * 1_000_000 },
    'parameters.deviceSaveUs',
  ],
  [
    { maxTime: 10, host: { linkGbitPerSecond: 1e-12 } },
    { seconds: 200 * 1_000_000 },
    'linkGbitPerSecond',
  ],
  [
    { maxTime: 10, deviceState: 1_048_576, host: { linkGbitPerSecond: 0.001 } },
    { seconds: 200 * 1_000_000 },
    '--device-state: 1048576 ',
  ],
  [
    { maxTime: 10, host: { workloadStartSpreadMs: 500 } },
    { seconds: 200 * 1_000_000 },
    'transfer.vfioStopCopyMs',
  ],
  [
    { maxTime: 8_640_000 },
    { seconds: 200 * 1000, samples: 1210 * 1000, linkRates: 20 * 1000 },
    '--max-time: 8640000',
  ],
  [{ mem: 3 }, { steps: 9 }, '--mem: 3 '],
] as const)('%j with %j names %s', (changes, done, subject) => {
  const { host = {}, ...others } = changes as ScenarioChanges & { host?: Partial<HostNumbers> };
  const message = told(scenarioOn(host, others), done);
  expect(message).toContain(subject);
  expect(message).toContain('makes the migration more work than one run is allowed; allowed: a ');
});

test.each([
  [
    { timeout: 600 },
    '--timeout: 600 makes the migration more work than one run is allowed; allowed: a smaller one',
  ],
  [
    { variant: 'ch-legacy' },
    '--timeout: makes the migration more work than one run is allowed; allowed: one that ends',
  ],
] as const)('too many passes of Cloud Hypervisor with %j: %s', (settings, message) => {
  expect(told(sendMigration(settings), { passes: 9 })).toContain(message);
});

test('a link whose rate follows the time is not to blame for it', () => {
  const done = { seconds: 200 * 1_000_000, linkRates: 20 * 1_000_000 };
  expect(told(scenario({ maxTime: 8_640_000 }), done)).toContain('--max-time');
});

test('a budget counts, and ends with what was done', () => {
  const budget = new WorkBudget(10);
  budget.spend(kindsOfWork.steps, 6);
  budget.spend(kindsOfWork.looks, 4);
  expect(() => budget.spend(kindsOfWork.steps)).toThrow(WorkExceeded);
  expect(() => budget.spend(kindsOfWork.steps, Number.NaN)).toThrow(WorkExceeded);
});

test('it is bad input, and no bug', () => {
  const error = workRefusal(scenario(), new WorkExceeded({} as never));
  expect(error).toBeInstanceOf(InputError);
});
