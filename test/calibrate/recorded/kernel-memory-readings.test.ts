import { expect, test } from 'vitest';
import { readCalibrationRun } from '../../../src/calibrate/recorded/calibration-run.js';
import { kernelMemoryReadings } from '../../../src/calibrate/recorded/kernel-memory-readings.js';
import { predictableRuns } from '../../../src/calibrate/recorded/run-load.js';
import { loadHostProfile } from '../../../src/profiles/profile-files.js';
import { recording, tenRecordings } from './sample-runs.js';

const host = loadHostProfile('generic-10g');
const pagesPerMib = 256;

function kernelOf(path: string, text: string): number | undefined {
  const { known } = predictableRuns([readCalibrationRun(path, text)], host, {});
  const told = kernelMemoryReadings(known, host, {}).find((each) => each.kind === 'told');
  return told?.value;
}

/** A recording of a guest of 384 MiB that writes 128, with so much content in all. */
function withContent(mib: number): number | undefined {
  const { path, text } = recording('A-w128d20');
  const zero = JSON.parse(text).extra.final_query_migrate.ram.total / 4096 - mib * pagesPerMib;
  const changed = JSON.stringify(JSON.parse(text), (key, value: unknown) =>
    key.startsWith('duplicate') ? zero : value,
  );
  return kernelOf(path, changed);
}

test('the kernel of a guest is as large in 384 MiB as in 1 GiB', () => {
  for (const { path, text } of tenRecordings) {
    const mib = kernelOf(path, text);
    expect(mib, path).toBeGreaterThan(50);
    expect(mib, path).toBeLessThan(70);
  }
});

test('a guest that holds its program and nothing else has no kernel', () => {
  expect(withContent(190)).toBeGreaterThan(50);
  expect(withContent(128.5)).toBe(0);
});

test('one that holds less than its program runs something else', () => {
  expect(withContent(100)).toBeUndefined();
});
