import { describe, expect, test } from 'vitest';
import { loadHostProfile } from '../../src/profiles/profile-files.js';
import { type Suite, suiteCells, suiteScenario } from '../../src/settings/suite.js';
import { loadAnySuite, loadSuite, shippedSuites } from '../../src/settings/suite-file.js';

const host = loadHostProfile('generic-10g');
const once = { seed: 's', repeat: 2 };

/** The scenario of a suite's first load under its first mode. */
function firstScenario(suite: Suite) {
  return suiteScenario(suite, host, suiteCells(suite)[0], once);
}

test.each(shippedSuites())('the shipped suite %s bears its name and fits its host', (name) => {
  const { kind, suite } = loadAnySuite(name);
  expect(suite.name).toBe(name);
  if (kind !== 'loads') return;
  const own = loadHostProfile(suite.host);
  for (const cell of suiteCells(suite)) {
    expect(suiteScenario(suite, own, cell, once).mode).toBe(cell.mode.name);
  }
});

test('cells come by load, then by mode, as in the tables', () => {
  const cells = suiteCells(loadSuite('cover-letter-v1'));
  expect(cells.slice(0, 4).map(({ load, mode }) => [load['stressMem'], mode.name])).toEqual([
    [150, 'original'],
    [150, 'background sync'],
    [150, 'background sync + responsive throttle'],
    [3000, 'original'],
  ]);
});

test("a scenario has the command's parameters, guestperf's defaults and the mode's own", () => {
  const suite = loadSuite('cover-letter-v1');
  const cell = { load: { name: 'heavy', stressMem: 3000 }, mode: suite.modes[2] };
  expect(suiteScenario(suite, host, cell, once)).toMatchObject({
    name: 'cover-letter-v1/background-sync-responsive-throttle-3000',
    mode: 'background sync + responsive throttle',
    version: '9.1',
    workload: { kind: 'stress', stressMib: 3000 },
    settings: {
      cpus: 16,
      mem: 100,
      vmMem: 102_912,
      dirtyLog: host.dirtyLog,
      autoConverge: true,
      downtime: 500,
      throttleInitial: 20,
      autoConvergeStep: 10,
      backgroundSync: 'v1',
      responsiveThrottle: true,
      maxIters: 200,
      maxTime: 1200,
      sleep: 15,
    },
    seed: 's',
    repeat: 2,
  });
});

test('without a version of its own, a suite runs that of the host', () => {
  const { qemu: _, ...suite } = loadSuite('cover-letter-v1');
  expect(firstScenario({ ...suite, qemu: undefined }).version).toBe(host.qemu);
});

describe('postcopy in a mode', () => {
  const suite = loadSuite('cover-letter-v1');
  const withMode = (changes: object): Suite => ({
    ...suite,
    modes: [{ ...suite.modes[0], postcopyPreempt: true, ...changes }],
  });

  test('is that of the scenario', () => {
    expect(firstScenario(withMode({ postCopy: true, postCopyIters: 7 }))).toMatchObject({
      settings: { postCopy: true, postCopyIters: 7, postcopyPreempt: true },
    });
  });

  test('is refused where it contradicts the rest of the mode', () => {
    expect(() => firstScenario(withMode({ postCopy: true, pause: true }))).toThrow(
      'suite cover-letter-v1: modes[0].postCopy: contradicts modes[0].pause: a guest that stands still needs no postcopy',
    );
    expect(() => firstScenario(withMode({}))).toThrow(
      'modes[0].postcopyPreempt: needs modes[0].postCopy, or a policy that starts postcopy',
    );
  });
});

describe('a mode with a dirty ring and a dirty limit', () => {
  const suite = loadSuite('dirty-limit');
  const withMode = (mode: object, changes: Partial<Suite> = {}): Suite => ({
    ...suite,
    ...changes,
    modes: [{ ...suite.modes[0], ...mode }],
  });
  const limit = { dirtyLimit: true, vcpuDirtyLimit: 10 };

  test('is that of its scenarios', () => {
    const settings = { dirtyRingSize: 4096, dirtyLimit: true, vcpuDirtyLimit: 10 };
    expect(firstScenario(withMode(limit))).toMatchObject({ settings });
    expect(firstScenario(suite).settings).toMatchObject({ dirtyLimit: false });
  });

  test.each([
    [withMode({ dirtyRingSize: 1000 }), 'modes[0].dirtyRingSize: 1000 is out of range'],
    [withMode({ ...limit, dirtyRingSize: 0 }), 'modes[0].dirtyLimit: needs modes[0].dirtyRingSize'],
    [
      withMode(limit, { defaults: { ...suite.defaults, autoConverge: true } }),
      'modes[0].dirtyLimit: contradicts defaults.autoConverge in QEMU 10.2',
    ],
    [withMode(limit, { qemu: '8.0' }), 'dirtyLimit: is not in QEMU 8.0, it came with 8.1'],
  ])('%# is refused by name', (wrong, sentence) => {
    expect(() => firstScenario(wrong)).toThrow(sentence);
  });
});
