import { expect, test } from 'vitest';
import { readCalibrationRun } from '../../../src/calibrate/recorded/calibration-run.js';
import { downtimeReadings } from '../../../src/calibrate/recorded/downtime-readings.js';
import type { ToldNumber } from '../../../src/calibrate/recorded/host-reading.js';
import { toldNumbers } from '../../../src/calibrate/recorded/recorded-host.js';
import { hostOf } from '../../../src/profiles/host.js';
import { loadHostProfile } from '../../../src/profiles/profile-files.js';
import { guestperfReportOf, recording, tenRecordings } from './sample-runs.js';

const generic = loadHostProfile('generic-10g');

function readingsOf(
  texts: readonly { readonly path: string; readonly text: string }[],
  isLinkRead = false,
) {
  const runs = texts.map(({ path, text }) => readCalibrationRun(path, text));
  return downtimeReadings(runs, hostOf(generic), 1, isLinkRead);
}

function toldOf(readings: ReturnType<typeof readingsOf>): ReadonlyMap<string, ToldNumber> {
  return new Map(toldNumbers(readings, generic).map((told) => [told.number, told]));
}

/** Measured apart from the runs: 0.323 ms a MB sent again, 2.406 a MB for the first time, 1 ms fixed. */
test('the recordings tell the line, the first touch and the fixed part', () => {
  const told = toldOf(readingsOf(tenRecordings));
  const touch = told.get('receiveFirstTouchNs')!;
  expect(Math.abs(touch.value - 8532)).toBeLessThan(2 * touch.standardError);
  const line = told.get('linkGbitPerSecond')!;
  expect(Math.abs(8 / 0.323 - line.value)).toBeLessThan(3 * line.standardError);
  const fixedUs = told.get('deviceSaveUs')!.value + told.get('vcpuStopUs')!.value;
  expect(fixedUs).toBeGreaterThan(500);
  expect(fixedUs).toBeLessThan(2000);
});

test('where the link is known, downtimes leave it alone', () => {
  expect(toldOf(readingsOf(tenRecordings, true)).has('linkGbitPerSecond')).toBe(false);
});

test('an answer that came while the guest was stopped hides nothing of what was sent in the stop', () => {
  const settings = { host: 'smartx-v2', autoConverge: true, sleep: 15 } as const;
  const large = { seed: 'r3', mem: 2, cpus: 2, autoConvergeStep: 20 } as const;
  const texts = [
    guestperfReportOf('small.json', { ...settings, seed: 'r5', mem: 1, cpus: 1 }),
    guestperfReportOf('large.json', { ...settings, ...large }),
  ];
  const { end, points } = readCalibrationRun(texts[0].path, texts[0].text);
  expect(points[points.length - 1].elapsedMs).toBeGreaterThan(end!.elapsedMs - end!.downtimeMs!);
  const fixed = readingsOf(texts).find((each) => each.kind === 'fact');
  const [, value, error] = /(-?[\d.]+) \+-([\d.]+) ms/.exec(fixed!.value)!;
  // 3.8 ms of 454 were neither link nor device state.
  expect(Math.abs(Number(value) - 3.8)).toBeLessThan(2 * Number(error));
});

test('a migration that switched to postcopy says nothing of the end of precopy', () => {
  expect(readingsOf([recording('G-postcopy3')])).toEqual([]);
});
