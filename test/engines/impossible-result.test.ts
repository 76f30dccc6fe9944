import { expect, test } from 'vitest';
import { checkResult, ImpossibleResult } from '../../src/engines/impossible-result.js';
import type { MigrationResult } from '../../src/engines/migration-result.js';
import { simulate } from '../../src/engines/simulate.js';
import { scenario } from '../support/scenarios.js';

const result = simulate(scenario({ stressMem: 8 }));

const broken = (changes: object): MigrationResult => ({ ...result, ...changes }) as MigrationResult;

test.each([
  ['totalTimeMs', broken({ totalTimeMs: -1 }), -1],
  ['transferredBytes', broken({ transferredBytes: Number.NaN }), Number.NaN],
  ['postcopy.blocktimeMs', broken({ postcopy: { blocktimeMs: -3 } }), -3],
  ['samples.remainingBytes', broken({ samples: [{ remainingBytes: Infinity }] }), Infinity],
])('a result with a wrong %s is a bug that names it', (metric, wrong, value) => {
  expect(() => checkResult(wrong)).toThrow(new ImpossibleResult(metric, value));
  expect(() => checkResult(wrong)).toThrow(`${metric} of the result is ${value}`);
});

test('what was asked for and tables of pages are no figures, wherever they are', () => {
  const unchecked = { scenario: { seed: -1 }, cloudHypervisor: { finalTable: { starts: [-1] } } };
  expect(() => checkResult(broken(unchecked))).not.toThrow();
});

test('lines that a program printed before the migration have times before it', () => {
  const timing = { vcpu: 0, atMs: -20, copyMs: 5 };
  expect(() => checkResult(broken({ copyTimings: [timing] }))).not.toThrow();
  const backwards = broken({ copyTimings: [{ ...timing, copyMs: -5 }] });
  expect(() => checkResult(backwards)).toThrow('copyTimings.copyMs');
});
