import { expect, test } from 'vitest';
import { readCalibrationRun } from '../../../src/calibrate/recorded/calibration-run.js';
import { predictableRuns } from '../../../src/calibrate/recorded/run-load.js';
import { sliceReadings } from '../../../src/calibrate/recorded/slice-readings.js';
import { loadHostProfile } from '../../../src/profiles/profile-files.js';
import { guestperfReportOf, tenRecordings } from './sample-runs.js';

const lab = loadHostProfile('qemu-lab');

function lateBy(value: number) {
  return { ...lab, timedWaitLateUs: { value, provenance: 'assumed', source: 'a test' } } as const;
}

function lateness(texts: readonly { readonly path: string; readonly text: string }[]) {
  const host = lateBy(0);
  const runs = texts.map(({ path, text }) => readCalibrationRun(path, text));
  return sliceReadings(predictableRuns(runs, host, {}).known, host, {});
}

/** Traces of the recordings showed slices of 100.03 to 100.17 ms. */
test('the recordings of minutes tell how late a slice ends, as their traces do', () => {
  const [told] = lateness(tenRecordings);
  expect(told).toMatchObject({ kind: 'told', number: 'timedWaitLateUs' });
  const { standardError, value } = told as { standardError: number; value: number };
  expect(value).toBeGreaterThan(30);
  expect(value).toBeLessThan(170);
  expect(standardError).toBeLessThan(50);
});

test('a simulated lateness is found again', () => {
  const run = guestperfReportOf('late.json', {
    host: lateBy(400),
    qemu: '10.0',
    mem: 1,
    bandwidth: 32,
    maxTime: 200,
  });
  const [told] = lateness([run]);
  const { standardError, value } = told as { standardError: number; value: number };
  expect(Math.abs(value - 400)).toBeLessThan(4 * standardError);
  expect(standardError).toBeLessThan(200);
});

test('a run that its link holds tells nothing of slices', () => {
  expect(lateness([guestperfReportOf('link.json', { host: 'smartx-v1', mem: 1 })])).toEqual([]);
});
