import { expect, test } from 'vitest';
import { readCalibrationRun } from '../../../src/calibrate/recorded/calibration-run.js';
import { acceleratorOf, profileVersion } from '../../../src/calibrate/recorded/run-host.js';
import { recordedHardware } from '../../support/recorded-reports.js';
import { guestperfReportOf, madeUpRun } from './sample-runs.js';

const named = (version: string) => madeUpRun('a.json', { extra: { qemu_version: version } });

test('the version is that of most runs, the latest of these', () => {
  const runs = [named('7.2.22'), named('10.0.13'), named('10.0.1'), named('7.2.1')];
  expect(profileVersion(runs, '10.2')).toEqual({ version: '10.0', known: 'named' });
  expect(profileVersion(runs.toSpliced(1, 1), '10.2').version).toBe('7.2');
});

test('where no run names one, the layout of a report says which it is not', () => {
  const before81 = madeUpRun('a.json');
  const before100 = madeUpRun('b.json', { hardware: recordedHardware({ dirty_ring_size: 0 }) });
  const latest = madeUpRun('c.json', {
    hardware: recordedHardware({ dirty_ring_size: 0 }),
    result: { success: true },
  });
  const versions = [before81, before100, latest].map((run) => profileVersion([run], '10.2'));
  expect(versions).toEqual([
    { version: '8.0', known: 'latest that fits' },
    { version: '9.2', known: 'latest that fits' },
    { version: '10.2', known: null },
  ]);
  expect(profileVersion([before100], '9.0')).toEqual({ version: '9.0', known: null });
});

test.each([
  ['9.1', '9.1'],
  ['9.2', '9.2'],
] as const)('iterations without a sync each 5 s are of 9.1 at the latest: %s', (qemu, expected) => {
  const { path, text } = guestperfReportOf('run.json', {
    host: 'smartx-v1',
    qemu,
    mem: 4,
    cpus: 4,
    autoConverge: true,
    maxTime: 200,
    backgroundSync: qemu === '9.2' ? 'merged' : 'off',
  });
  const { version } = profileVersion([readCalibrationRun(path, text)], '9.2');
  expect(version).toBe(expected);
});

test('the accelerator is what a recording names', () => {
  const accelOf = (accel: string) => acceleratorOf(madeUpRun('a.json', { extra: { accel } }));
  expect(['kvm', 'tcg,thread=multi', 'hvf'].map(accelOf)).toEqual(['kvm', 'tcg', null]);
  expect(acceleratorOf(madeUpRun('a.json'))).toBeNull();
});
