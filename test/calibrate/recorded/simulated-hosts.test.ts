import { describe, expect, test } from 'vitest';
import {
  calibratedOn,
  calibrateRecorded,
  calibrationRuns,
} from '../../../src/calibrate/recorded/recorded-calibration.js';
import { loadHostProfile } from '../../../src/profiles/profile-files.js';
import { validateRecorded } from '../../../src/validate/recorded-validation.js';
import { deep, isDeep } from '../../support/draws.js';
import { guestperfReportOf } from './sample-runs.js';

const truth = loadHostProfile('smartx-v1');
const generic = loadHostProfile('generic-10g');
const host = 'smartx-v1';
const options = { name: 'lab', given: {}, qemu: null };

/** Reports of guestperf as they would come from a host whose numbers are known. */
const allRuns = [
  guestperfReportOf('a.json', {
    host,
    seed: 'a',
    cpus: 2,
    mem: 2,
    autoConverge: true,
    autoConvergeStep: 20,
  }),
  guestperfReportOf('b.json', { host, seed: 'b', cpus: 1, mem: 1, autoConverge: true }),
  guestperfReportOf('c.json', { host, seed: 'c', cpus: 4, mem: 4 }),
  guestperfReportOf('d.json', { host, seed: 'd', cpus: 8, mem: 4, autoConverge: true }),
];
/** Each run more is another fit, of more runs. */
const runs = deep(allRuns.slice(0, 3), allRuns);
/** In `npm test` only the profile: each run that is left out is as much work again. */
const whole = isDeep ? calibrateRecorded(runs, generic, options) : null;
const calibration = whole ?? calibratedOn(calibrationRuns(runs), generic, options);

describe('a host is found again in the reports that guestperf would write of it', () => {
  test.each([
    ['linkGbitPerSecond', 0.06],
    ['linkVariability', 0.4],
    ['memoryWriteMbPerSecond', 0.02],
    ['writeFaultNs', 0.5],
    ['guestKernelMib', 0.03],
  ] as const)('%s', (name, tolerance) => {
    const { provenance, source, value } = calibration.host.parameters[name];
    expect(Math.abs(value / truth.parameters[name].value - 1)).toBeLessThan(tolerance);
    expect(provenance).toBe('measured');
    expect(source).toMatch(/; of .*\.json/);
  });
});

test('what the reports do not tell is kept, and named', () => {
  const { host: named, told } = whole ?? calibrateRecorded(runs.slice(0, 1), generic, options);
  const { value, source } = named.parameters.deviceLoadUs;
  expect(value).toBe(generic.parameters.deviceLoadUs.value);
  expect(source).toMatch(/^kept from generic-10g, as the runs do not tell it: /);
  expect(told.map(({ number }) => number)).not.toContain('deviceLoadUs');
});

test('a migration that it has not seen is predicted', () => {
  const unseen = guestperfReportOf('e.json', {
    host,
    seed: 'e',
    cpus: 2,
    mem: 3,
    autoConverge: true,
    maxTime: 900,
  });
  const off = (name: typeof generic) =>
    Math.abs(validateRecorded(unseen.path, unseen.text, name).error!.total_time_percent);
  expect(off(calibration.host)).toBeLessThan(6);
  expect(off(generic)).toBeGreaterThan(30);
});

test.runIf(isDeep)('each run is predicted by all others', () => {
  const { leftOut } = whole!;
  expect(leftOut.map(({ file }) => file)).toEqual(runs.map(({ path }) => path));
  for (const { predicted, recorded } of leftOut) {
    expect(predicted.status).toBe(recorded.status);
    expect(Math.abs(predicted.total_time_ms / recorded.total_time_ms - 1)).toBeLessThan(0.12);
  }
});

test('the same runs give the same profile, in whatever order of work', () => {
  const again = isDeep
    ? calibrateRecorded(runs, generic, options)
    : calibratedOn(calibrationRuns(runs), generic, options);
  expect(again).toEqual(calibration);
});
