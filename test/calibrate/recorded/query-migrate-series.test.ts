import { expect, test } from 'vitest';
import { calibrateRecorded } from '../../../src/calibrate/recorded/recorded-calibration.js';
import { loadHostProfile } from '../../../src/profiles/profile-files.js';
import { kvmSeries, recording } from './sample-runs.js';

const generic = loadHostProfile('generic-10g');
const options = { name: 'kvm', given: {}, qemu: null };

test('answers to query-migrate tell the line, the limit and the zero pages, and nothing of the guest', () => {
  const { host, leftOut, readings, told, unknown } = calibrateRecorded(
    [kvmSeries('precopy-convergent-1.ndjson')],
    generic,
    options,
  );
  // Read off the series by hand: 42 MB went in the last 17 ms, and 2 million zero pages a second at most.
  expect(told.map(({ number }) => number)).toEqual(['untouchedPageNs', 'linkGbitPerSecond']);
  expect(host.parameters.untouchedPageNs.value).toBeLessThan(260);
  expect(host.parameters.linkGbitPerSecond.value).toBeGreaterThan(15);
  expect(
    readings.find((each) => each.kind === 'fact' && each.what === 'max-bandwidth'),
  ).toMatchObject({
    value: expect.stringMatching(/^128 MiB\/s, QEMU's default, kept at x 1\.0\d\d$/) as string,
  });
  expect(unknown).toEqual([
    {
      file: 'precopy-convergent-1.ndjson',
      why: 'a series of answers says nothing of its guest and its settings',
    },
  ]);
  expect(leftOut).toEqual([]);
});

test('a migration that switched at once tells hardly anything, and is no error', () => {
  const { told } = calibrateRecorded([kvmSeries('postcopy-1.ndjson')], generic, options);
  expect(told).toEqual([]);
});

test('a single recording has numbers and no error of prediction', () => {
  const { leftOut, told } = calibrateRecorded([recording('L-w128d45')], generic, options);
  expect(told.map(({ number }) => number)).toContain('guestKernelMib');
  expect(leftOut).toEqual([]);
});
