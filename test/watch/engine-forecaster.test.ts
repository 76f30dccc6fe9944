import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadHostProfile } from '../../src/profiles/profile-files.js';
import { type MigrationReading, unknownSetup } from '../../src/observed/migration-reading.js';
import { readObserved } from '../../src/observed/read-observed.js';
import { EngineForecaster } from '../../src/watch/engine-forecaster.js';
import { reading } from '../support/readings.js';
import { isDeep } from '../support/draws.js';

const host = { profile: loadHostProfile('generic-10g'), hasKnownLink: false };

/** A migration of 1 GiB at 100 MiB/s of which answers came each 500 ms. */
function watched(ms: number, seed = '1'): EngineForecaster {
  const forecaster = new EngineForecaster(host, seed);
  for (let at = 500; at <= ms; at += 500) forecaster.observe(reading(at));
  return forecaster;
}

describe('a forecast', () => {
  test('is the same for the same answers and the same seed', () => {
    expect(watched(4000).forecast()).toEqual(watched(4000).forecast());
    expect(watched(4000, '2').forecast()).not.toEqual(watched(4000).forecast());
  });

  test('holds while nothing new is seen', () => {
    const forecaster = watched(4000);
    const made = forecaster.forecast();
    forecaster.observe(reading(4010));
    expect(forecaster.forecast()).toBe(made);
  });

  test('lies in the future, in order', () => {
    const { endMs } = watched(4000).forecast();
    expect(endMs?.low).toBeGreaterThanOrEqual(4000);
    expect(endMs?.median).toBeGreaterThanOrEqual(endMs?.low ?? Infinity);
    expect(endMs?.high).toBeGreaterThanOrEqual(endMs?.median ?? Infinity);
  });

  test('of a first pass says that nobody has seen the guest dirty anything', () => {
    expect(watched(4000).forecast().unknown).toMatch(/first pass/);
  });

  test.runIf(isDeep)(
    'of a guest that dirties more than is carried says so, and what would help',
    () => {
      const forecaster = new EngineForecaster(host, '1');
      forecaster.setup({ ...unknownSetup, autoConverge: false, postcopy: true });
      for (let pass = 1; pass <= 6; pass++) {
        for (let part = 0; part < 4; part++) {
          const at = (4 * (pass - 1) + part) * 500 + 500;
          const { ram } = reading(at);
          if (ram === null) throw new RangeError('a reading without RAM');
          const left = 200 - 50 * part;
          const remainingBytes = left * 2 ** 20;
          forecaster.observe(
            reading(at, { ram: { ...ram, dirtySyncCount: pass, remainingBytes, zeroPages: 0 } }),
          );
        }
      }
      const made = forecaster.forecast();
      expect(made.converges).toBeLessThan(0.5);
      expect(made.limitedBy).toBe('guest');
      expect(made.hopeless).toMatch(/dirties \d\.\d x what is carried/);
      expect(forecaster.changes().map(({ change }) => change)).toContain('switch to postcopy');
    },
  );

  test('with another setting is compared for the same guests', () => {
    const file = 'docs/examples/progress/domjobinfo.txt';
    const { readings, setup } = readObserved(readFileSync(file, 'utf8'), {
      file,
      option: '--input',
    });
    const forecaster = new EngineForecaster(host, '1');
    forecaster.setup(setup);
    for (const one of readings) forecaster.observe(one);
    expect(forecaster.changes().map(({ change }) => change)).toContain(
      'downtime limit 300 to 1000 ms',
    );
  });

  test('right after the switch to postcopy is not held up by the limiter', () => {
    const forecaster = new EngineForecaster(host, '1');
    forecaster.observe(early(200, 7300, 700));
    forecaster.observe({ ...early(400, 14_000, 180_000), status: 'postcopy-active' });
    const { endMs } = forecaster.forecast();
    // At the limiter's 128 MiB/s it would take a minute.
    expect(endMs?.median).toBeLessThan(10_000);
    expect(endMs?.low).toBeGreaterThan(400);
  });

  test('after the switch to postcopy has pages with content take what they have taken since', () => {
    const forecaster = new EngineForecaster(host, '1');
    const switched = (ms: number, content: number, zero: number) =>
      forecaster.observe({
        ...early(ms, content, zero),
        status: 'postcopy-active',
        downtimeMs: 7,
      });
    forecaster.observe(early(400, 14_000, 1_800_000));
    switched(600, 20_000, 1_900_000);
    switched(1600, 120_000, 1_900_000);
    const { downtimeMs, endMs } = forecaster.forecast();
    // 77,152 pages are left, at 100 a ms if they have content.
    expect(endMs?.median).toBeGreaterThan(1650);
    expect(endMs?.median).toBeLessThan(2500);
    expect(downtimeMs?.median).toBe(7);
  });

  test('after the switch goes on as it has, where nobody counts pages', () => {
    const forecaster = watched(4000);
    const { ram } = reading(4500);
    if (ram === null) throw new RangeError('a reading without RAM');
    for (const [at, gib] of [
      [4500, 4],
      [5500, 3],
    ]) {
      const counters = { normalPages: null, zeroPages: null, dirtySyncCount: 9 };
      const remainingBytes = gib * 2 ** 30;
      forecaster.observe(
        reading(at, {
          status: 'postcopy-active',
          ram: { ...ram, ...counters, totalBytes: 8 * 2 ** 30, remainingBytes },
        }),
      );
    }
    const median = forecaster.forecast().endMs?.median ?? 0;
    expect(Math.abs(median - 8500)).toBeLessThan(100);
  });
});

/** An answer early in the first pass of a guest of 8 GiB, at QEMU's own limit. */
function early(elapsedMs: number, normalPages: number, zeroPages: number): MigrationReading {
  const { ram } = reading(elapsedMs);
  if (ram === null) throw new RangeError('a reading without RAM');
  const totalBytes = 8 * 2 ** 30;
  return reading(elapsedMs, {
    ram: {
      ...ram,
      totalBytes,
      normalPages,
      zeroPages,
      remainingBytes: totalBytes - (normalPages + zeroPages) * 4096,
      transferredBytes: Math.round(elapsedMs * 0.129 * 2 ** 20),
      bytesPerSecond: 129 * 2 ** 20,
      dirtySyncCount: 1,
    },
  });
}
