import { expect, test } from 'vitest';
import {
  calibratedOn,
  calibrationRuns,
  type RunText,
} from '../../src/calibrate/recorded/recorded-calibration.js';
import { loadHostProfile } from '../../src/profiles/profile-files.js';
import { recordedDocument } from '../../src/validate/recorded-record.js';
import { validateRecorded } from '../../src/validate/recorded-validation.js';
import { deepOnes, quickOnes } from '../support/draws.js';
import { tenRecordings } from '../calibrate/recorded/sample-runs.js';

const start = loadHostProfile('generic-10g');
const options = { name: 'lab', given: {}, qemu: null };

/** All 252 ways to take five of the ten. */
const halves: readonly (readonly number[])[] = Array.from({ length: 1024 }, (_, bits) =>
  tenRecordings.flatMap((__, index) => ((bits >> index) & 1 ? [index] : [])),
).filter(({ length }) => length === 5);

/** Each of them is predicted from five others in these, and in the second the worst guesses of an idle guest. */
const quick = new Set(['01234', '46789', '56789', '13579']);

/**
 * A profile that five of the ten recordings make of a generic one predicts the other five. The copies here leave out most
 * of the recorded answers; with these it is 4.6 % at most.
 */
const names = halves.map((half) => half.join(''));

test.each(
  deepOnes(
    quickOnes(names, (name) => quick.has(name)),
    (name) => name === '56789',
  ),
)('recordings %s predict the other five within 6 %%', (half) => {
  const seen: RunText[] = [];
  const unseen: RunText[] = [];
  for (const [index, run] of tenRecordings.entries()) {
    (half.includes(String(index)) ? seen : unseen).push(run);
  }
  const { host } = calibratedOn(calibrationRuns(seen), start, options);
  const { summary } = recordedDocument(
    unseen.map(({ path, text }) => validateRecorded(path, text, host)),
  );
  expect(summary.verdicts_right).toBe(5);
  expect(summary.total_time_mape_percent).toBeLessThan(6);
});
