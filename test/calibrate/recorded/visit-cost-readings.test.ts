import { expect, test } from 'vitest';
import { readCalibrationRun } from '../../../src/calibrate/recorded/calibration-run.js';
import type { WrittenStretch } from '../../../src/calibrate/recorded/guest-lines.js';
import type { LinedGuest } from '../../../src/calibrate/recorded/lined-guest.js';
import {
  firstPassSeconds,
  firstVisitShare,
  laterPassSeconds,
  predictableRuns,
} from '../../../src/calibrate/recorded/run-load.js';
import { visitCostReadings } from '../../../src/calibrate/recorded/visit-cost-readings.js';
import { hostOf } from '../../../src/profiles/host.js';
import { loadHostProfile } from '../../../src/profiles/profile-files.js';
import { recording } from './sample-runs.js';

const generic = loadHostProfile('generic-10g');
const start = { ...hostOf(generic).numbers, throttleOversleepUs: 100 };
const truth = { faultNs: 2500, oversleepUs: 300 };

function runOf(name: string) {
  const { path, text } = recording(name);
  const [run] = predictableRuns([readCalibrationRun(path, text)], generic, {}).known;
  return run;
}

/** Lines of a visit of `ns`, a quarter of a second each. */
function linesOf(ns: number): readonly WrittenStretch[] {
  const kib = (0.25e9 / ns) * 4;
  return Array.from({ length: 8 }, () => ({ thread: 1, beginMs: 0, endMs: 250, kib }));
}

/** A guest whose visits cost what they do, in the passes of a recording. */
function guestOf(name: string, throttles: readonly number[], ownNs: number): LinedGuest {
  const run = runOf(name);
  const lines = (seconds: number | null, percent: number): readonly WrittenStretch[] => {
    const left = (1 - percent / 100) * (percent > 0 ? 1 - truth.oversleepUs / 10_000 : 1);
    let share = seconds === null ? 0 : 1;
    // The slower it is, the more of its visits are the first of their page.
    for (let step = 0; step < 30 && seconds !== null; step++) {
      share = firstVisitShare(run, linesOf((ownNs + share * truth.faultNs) / left), seconds) ?? 0;
    }
    return linesOf((ownNs + share * truth.faultNs) / left);
  };
  const later = throttles.map(
    (percent) => [percent, lines(laterPassSeconds(run, percent), percent)] as const,
  );
  return {
    run,
    before: lines(null, 0),
    firstPass: lines(firstPassSeconds(run), 0),
    later: new Map(later),
  };
}

const busy = guestOf('C-w128d100-bw64-s10-q72', [0, 20, 30, 40, 50], 38_000);
const calm = guestOf('CL-w320d50-bw32-s10-q72', [0, 20, 30, 40, 50, 60], 78_000);
/** Most of its visits are no first ones. */
const fast = guestOf('L-w128d45-link64', [0], 15_000);

test('what a protected page and a late waking cost is told apart by guests that visit pages at another pace', () => {
  const told = visitCostReadings([busy, calm, fast], start);
  expect(told.map(({ number }) => number)).toEqual(['writeFaultNs', 'throttleOversleepUs']);
  const [fault, oversleep] = told;
  expect(Math.abs(fault.value - truth.faultNs)).toBeLessThan(fault.standardError);
  expect(Math.abs(oversleep.value - truth.oversleepUs)).toBeLessThan(oversleep.standardError);
  expect(oversleep.files).toEqual([busy, calm].map(({ run }) => run.file));
});

test('without a throttle nothing is said of waking, and one phase says nothing at all', () => {
  const [told, ...others] = visitCostReadings([fast], start);
  expect(others).toEqual([]);
  expect(told?.number ?? 'writeFaultNs').toBe('writeFaultNs');
  expect(visitCostReadings([{ ...fast, firstPass: [], later: new Map() }], start)).toEqual([]);
  expect(visitCostReadings([], start)).toEqual([]);
});

test('a write that is known to cost nothing more is not fitted', () => {
  const told = visitCostReadings([busy, calm], { ...start, writeFaultNs: 0 });
  expect(told.map(({ number }) => number)).toEqual(['throttleOversleepUs']);
});
