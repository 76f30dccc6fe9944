import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadHostProfile } from '../../src/profiles/profile-files.js';
import { recordedDocument } from '../../src/validate/recorded-record.js';
import { validateRecorded } from '../../src/validate/recorded-validation.js';

const folder = 'test/support/recordings';
const host = loadHostProfile('qemu-lab');
const document = recordedDocument(
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => validateRecorded(name, readFileSync(join(folder, name), 'utf8'), host)),
);

/** What no change may make worse: today's figures, rounded up. */
test('the ten recordings are predicted as well as they were', () => {
  const { summary } = document;
  expect(summary).toMatchObject({ recordings: 10, predicted: 10, verdicts_right: 10 });
  expect(summary.total_time_mape_percent).toBeLessThan(2);
  expect(summary.total_time_inside).toBeGreaterThanOrEqual(8);
});

test('each of them by itself', () => {
  for (const { error, name, recorded } of document.results) {
    // One sits on a cliff: at a pace that is 1 % lower it ends as recorded.
    const limit = name === 'C-w128d100-bw64-s10-q72-r1' ? 9 : 2;
    expect(Math.abs(error!.total_time_percent), name).toBeLessThan(limit);
    const downtimeLimit = Math.max(5, 0.1 * recorded.downtime_ms!);
    expect(Math.abs(error!.downtime_ms!), name).toBeLessThanOrEqual(downtimeLimit);
    expect(Math.abs(error!.iterations), name).toBeLessThanOrEqual(2);
    expect(error!.max_throttle_percent, name).toBe(0);
  }
});

test('intervals are no wider than a tenth of the time', () => {
  const widths = document.results.map(({ interval, recorded }) => {
    const { low, high } = interval!.total_time_ms!;
    return (high - low) / recorded.total_time_ms;
  });
  expect(widths.reduce((sum, width) => sum + width, 0) / widths.length).toBeLessThan(0.07);
  expect(Math.max(...widths)).toBeLessThan(0.16);
});
