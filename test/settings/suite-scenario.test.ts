import { describe, expect, test } from 'vitest';
import { loadHostProfile } from '../../src/profiles/host-profile-file.js';
import { loadAnySuite, loadSuite, shippedSuites } from '../../src/settings/suite-file.js';
import { checkSuite, suiteCells, suiteScenario } from '../../src/settings/suite-scenario.js';

test.each(shippedSuites())('the shipped suite %s bears its name and fits its host', (name) => {
  const { kind, suite } = loadAnySuite(name);
  expect(suite.name).toBe(name);
  const host = loadHostProfile(suite.host);
  if (kind === 'loads') expect(() => checkSuite(suite, host)).not.toThrow();
});

test('cells come by load, then by mode, as in the tables', () => {
  const cells = suiteCells(loadSuite('cover-letter-v1'));
  expect(cells.slice(0, 4).map(({ stressMib, mode }) => [stressMib, mode.name])).toEqual([
    [150, 'original'],
    [150, 'background sync'],
    [150, 'background sync + responsive throttle'],
    [3000, 'original'],
  ]);
});

test("a scenario has the command's parameters, guestperf's defaults and the mode's own", () => {
  const suite = loadSuite('cover-letter-v1');
  const host = loadHostProfile('generic-10g');
  const cell = { stressMib: 3000, mode: suite.modes[2] };
  expect(suiteScenario(suite, host, cell, { seed: 's', repeat: 2 })).toMatchObject({
    name: 'cover-letter-v1/background-sync-responsive-throttle-3000',
    mode: 'background sync + responsive throttle',
    version: '9.1',
    hardware: { cpus: 16, memGib: 100, vmMib: 102_912 },
    workload: { kind: 'stress', stressMib: 3000 },
    dirtyLog: host.dirtyLog,
    migration: {
      autoConverge: true,
      downtimeLimitMs: 500,
      throttleInitial: 20,
      throttleIncrement: 10,
      backgroundSync: 'v1',
      responsiveThrottle: true,
    },
    management: { maxIterations: 200, maxTimeSeconds: 1200, sleepSeconds: 15 },
    seed: 's',
    repeat: 2,
  });
});

test('without a version of its own, a suite runs that of the host', () => {
  const { qemu: _, ...suite } = loadSuite('cover-letter-v1');
  const host = loadHostProfile('generic-10g');
  const cell = { stressMib: 150, mode: suite.modes[0] };
  expect(suiteScenario(suite, host, cell, { seed: '1', repeat: 1 }).version).toBe(host.qemu);
});

describe('postcopy in a mode', () => {
  const suite = loadSuite('cover-letter-v1');
  const host = loadHostProfile('generic-10g');
  const postcopy = {
    postCopy: true,
    postCopyIters: 7,
    maxPostcopyBandwidth: 0,
    postcopyPreempt: true,
  };
  const withMode = (changes: object) => ({
    ...suite,
    modes: [{ ...suite.modes[0], postcopy, ...changes }],
  });

  test('is that of the scenario', () => {
    const changed = withMode({});
    const [cell] = suiteCells(changed);
    expect(suiteScenario(changed, host, cell, { seed: 's', repeat: 1 })).toMatchObject({
      postcopy: { startAtIterations: 7, maxBandwidthMibPerSecond: 0, preempt: true },
    });
    expect(() => checkSuite(changed, host)).not.toThrow();
  });

  test('is refused where it contradicts the rest of the mode', () => {
    const stop = { pause: true, pauseIters: 5 };
    expect(() => checkSuite(withMode({ stop }), host)).toThrow(
      'modes[0].postcopy.postCopy: contradicts stop.pause: a guest that stands still needs no postcopy',
    );
    const lonely = { ...postcopy, postCopy: false };
    expect(() => checkSuite(withMode({ postcopy: lonely }), host)).toThrow(
      'modes[0].postcopy.postcopyPreempt: needs postcopy.postCopy, or a policy that starts postcopy',
    );
  });
});

describe('a mode with a dirty ring and a dirty limit', () => {
  const host = loadHostProfile('generic-10g');
  const suite = loadSuite('dirty-limit');
  const withMode = (mode: object, defaults: object = {}, qemu = suite.qemu) => {
    const [first] = suite.modes;
    return {
      ...suite,
      ...(qemu !== undefined && { qemu }),
      defaults: { ...suite.defaults, ...defaults },
      modes: [{ ...first, dirtyRingSize: 4096, ...mode }],
    };
  };
  const dirtyLimit = { mibPerSecond: 10, periodMs: 500 };

  test('is that of its scenarios', () => {
    const cell = { stressMib: 4096, mode: suite.modes[1] };
    const made = suiteScenario(suite, host, cell, { seed: '1', repeat: 1 });
    expect(made).toMatchObject({ dirtyLimit, hardware: { dirtyRingSize: 4096 } });
    const plain = { stressMib: 4096, mode: suite.modes[0] };
    expect(suiteScenario(suite, host, plain, { seed: '1', repeat: 1 })).not.toHaveProperty(
      'dirtyLimit',
    );
  });

  test.each([
    [withMode({ dirtyRingSize: 1000 }), /modes\[0\]\.dirtyRingSize: 1000 is out of range/],
    [
      withMode({ dirtyLimit, dirtyRingSize: 0 }),
      /modes\[0\]\.dirtyLimit: needs modes\[0\]\.dirtyRingSize/,
    ],
    [
      withMode({ dirtyLimit }, { autoConverge: true }),
      /modes\[0\]\.dirtyLimit: contradicts defaults\.autoConverge in QEMU 10\.2/,
    ],
    [withMode({ dirtyLimit }, {}, '8.0'), /dirtyLimit: is not in QEMU 8\.0, it came with 8\.1/],
  ])('%# is refused by name', (wrong, sentence) => {
    expect(() => checkSuite(wrong, host)).toThrow(sentence);
  });
});
