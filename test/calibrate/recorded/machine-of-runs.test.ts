import { expect, test } from 'vitest';
import {
  calibratedOn,
  calibrationRuns,
} from '../../../src/calibrate/recorded/recorded-calibration.js';
import { loadHostProfile } from '../../../src/profiles/profile-files.js';
import { recording } from './sample-runs.js';

const generic = loadHostProfile('generic-10g');
const options = { name: 'lab', given: {}, qemu: null };
const unthrottled = calibratedOn(
  calibrationRuns([recording('A-w128d20'), recording('G-postcopy3')]),
  generic,
  options,
);

test('a vCPU that nobody has seen under a throttle is woken late by the slack of two timers', () => {
  const { provenance, value } = unthrottled.host.parameters.throttleOversleepUs;
  expect({ provenance, value }).toEqual({ provenance: 'assumed', value: 100 });
  expect(unthrottled.assumed).toContain('throttleOversleepUs');
});

test('a slice of the limiter ends late by that of one', () => {
  const idle = calibratedOn(calibrationRuns([recording('A-idle1g')]), generic, options);
  expect(idle.host.timedWaitLateUs).toMatchObject({ provenance: 'assumed', value: 50 });
  expect(idle.assumed).toContain('timedWaitLateUs');
});

test('software emulation pays for the first store to a page that a sync has cleaned', () => {
  const { parameters, dirtyLog } = unthrottled.host;
  expect(dirtyLog).toBe('clear-at-sync');
  expect(parameters.writeFaultNs.value).toBeGreaterThan(0);
});
