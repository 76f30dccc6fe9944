import { describe, expect, test } from 'vitest';
import { checkResult, ImpossibleResult, lateList } from '../../src/engines/impossible-result.js';
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

describe('a list that is made when it is read', () => {
  const samples = (remainingBytes: number) => {
    let made = 0;
    const list = lateList('samples', {
      list: () => {
        made++;
        return [{ remainingBytes }];
      },
    });
    const late = Object.defineProperty({ ...result }, 'samples', { get: list, enumerable: true });
    return { late, timesMade: () => made };
  };

  test('is made once, and not by the check of the result', () => {
    const { late, timesMade } = samples(4096);
    checkResult(late);
    expect(timesMade()).toBe(0);
    expect(late.samples).toBe(late.samples);
    expect(late.samples).toEqual([{ remainingBytes: 4096 }]);
    expect(timesMade()).toBe(1);
  });

  test('is checked then', () => {
    const { late } = samples(-1);
    checkResult(late);
    expect(() => late.samples).toThrow(new ImpossibleResult('samples.remainingBytes', -1));
  });

  test('is a list like any other to who copies the result', () => {
    expect(structuredClone(result)).toEqual(result);
    expect({ ...result }).toStrictEqual(result);
    expect(JSON.parse(JSON.stringify(result)).samples).toEqual(result.samples);
  });
});
