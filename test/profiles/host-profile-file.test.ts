import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadHostProfile, shipped } from '../../src/profiles/profile-files.js';
import { hostOf } from '../../src/profiles/host.js';
import { InputError } from '../../src/input/input-error.js';
import { packageRoot } from '../../src/profiles/package-root.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'guestperf-sim-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes the generic profile with one value replaced; undefined removes it. */
function changedProfile(path: readonly string[], value: unknown): string {
  const file = join(packageRoot(), 'profiles', 'hosts', 'generic-10g.json');
  const profile = JSON.parse(readFileSync(file, 'utf8'));
  let parent = profile;
  for (const key of path.slice(0, -1)) parent = parent[key];
  parent[path[path.length - 1]] = value;
  const changed = join(folder, 'changed.json');
  writeFileSync(changed, JSON.stringify(profile));
  return changed;
}

function messageOf(reference: string): string {
  try {
    loadHostProfile(reference);
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as InputError).message;
  }
  throw new Error('no error');
}

test.each(shipped.host())('the shipped profile %s is valid and bears its name', (name) => {
  expect(loadHostProfile(name).name).toBe(name);
});

test('the default profile says that every value is assumed', () => {
  const { parameters } = loadHostProfile('generic-10g');
  expect(new Set(Object.values(parameters).map(({ provenance }) => provenance))).toEqual(
    new Set(['assumed']),
  );
});

test('a profile is loaded from a file as well', () => {
  const file = changedProfile(['parameters', 'linkGbitPerSecond', 'value'], 25);
  expect(hostOf(loadHostProfile(file)).numbers.linkGbitPerSecond).toBe(25);
});

describe('a bad profile is answered with its file and the JSON path', () => {
  const at = ['parameters', 'linkGbitPerSecond', 'value'];
  const link = '0.001 to 10000 (Gbit/s; from a line of 1 Mbit/s to a link of 10 Tbit/s)';
  test.each([
    [at, '9.4', `parameters.linkGbitPerSecond.value: "9.4" is not a number; allowed: ${link}`],
    [at, undefined, 'parameters.linkGbitPerSecond.value: missing; allowed: a number'],
    [at, 0, `parameters.linkGbitPerSecond.value: 0 is out of range; allowed: ${link}`],
    [['parameters', 'linkLatencyUs'], undefined, 'parameters.linkLatencyUs: missing'],
    [
      ['parameters', 'linkGbit'],
      {},
      'parameters.linkGbit: unknown key; did you mean linkGbitPerSecond?',
    ],
    [['dirtylog'], 1, 'dirtylog: unknown key; did you mean dirtyLog?'],
    [['parameters'], [], "parameters: '[]' is not an object"],
    [['parameters', 'syncFixedUs', 'source'], '', 'parameters.syncFixedUs.source: "" is empty'],
    [
      ['parameters', 'syncFixedUs', 'uncertainty'],
      { low: 10, high: 20 },
      'parameters.syncFixedUs.value: 300 has to lie between low and high of its uncertainty',
    ],
    [
      ['parameters', 'syncFixedUs', 'uncertainty'],
      { standardError: -1 },
      'parameters.syncFixedUs.uncertainty.standardError: -1 is out of range; allowed: 2e-8 to 20000000 (the unit of the value)',
    ],
    [
      ['parameters', 'syncFixedUs', 'uncertainty'],
      'unknown',
      'parameters.syncFixedUs.uncertainty: "unknown" is not valid',
    ],
    [
      ['dirtyLog'],
      'manual',
      'dirtyLog: "manual" is not valid; allowed: clear-at-sync, manual-protect; did you mean manual-protect?',
    ],
  ])('%j = %j', (path, value, message) => {
    const file = changedProfile(path, value);
    expect(messageOf(file)).toBe(`${file}: ${message}`);
  });
});

test.each([{ standardError: 12 }, { low: 300, high: 300 }, 'not identifiable'])(
  'a number may say how uncertain it is: %j',
  (uncertainty) => {
    const file = changedProfile(['parameters', 'syncFixedUs', 'uncertainty'], uncertainty);
    expect(loadHostProfile(file).parameters.syncFixedUs.uncertainty).toEqual(uncertainty);
  },
);

test('a file that is not JSON is named', () => {
  const file = join(folder, 'broken.json');
  writeFileSync(file, '{');
  expect(messageOf(file)).toContain(`--host: '${file}' is not JSON`);
});

test('an unknown name lists what exists and proposes the nearest', () => {
  expect(messageOf('generic-10')).toMatch(
    /^--host: generic-10 is not a shipped host profile; allowed: .*generic-10g, .*; did you mean generic-10g\?$/,
  );
});
