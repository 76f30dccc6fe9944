import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { loadWorkloadProfile, shipped } from '../../src/profiles/profile-files.js';

const folder = mkdtempSync(join(tmpdir(), 'guestperf-sim-'));
afterAll(() => rmSync(folder, { recursive: true }));

test.each(shipped.workload())('the shipped workload %s is valid and bears its name', (name) => {
  expect(loadWorkloadProfile(name).name).toBe(name);
});

describe('a bad workload is answered with its file and the JSON path', () => {
  test.each([
    [undefined, 'workload: missing'],
    [
      {},
      'workload.kind: missing; allowed: stress, idle, sequential, random, hot-cold, dirty-rate, phases',
    ],
    [
      { kind: 'ramdom' },
      'workload.kind: "ramdom" is not valid; allowed: stress, idle, sequential, random, hot-cold, dirty-rate, phases, ended; did you mean random?',
    ],
    [
      { kind: 'random', workingSetMib: '64', mibPerSecond: 1 },
      'workload.workingSetMib: "64" is not a number',
    ],
    [
      { kind: 'random', workingSetMib: 64, mibPerSecnd: 1 },
      'workload.mibPerSecnd: unknown key; did you mean mibPerSecond?',
    ],
    [{ kind: 'phases', phases: [] }, "workload.phases: '[]' is out of range; allowed: at least 1"],
    [
      { kind: 'phases', phases: [{ seconds: 1, workload: { kind: 'stress' } }] },
      'workload.phases[0].workload.stressMib: missing; allowed: a number',
    ],
  ])('%j', (workload, message) => {
    const file = join(folder, 'own.json');
    writeFileSync(file, JSON.stringify({ name: 'own', description: 'x', source: 'x', workload }));
    expect(() => loadWorkloadProfile(file)).toThrow(`${file}: ${message}`);
  });
});
