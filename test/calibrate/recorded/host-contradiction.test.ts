import { expect, test } from 'vitest';
import { readCalibrationRun } from '../../../src/calibrate/recorded/calibration-run.js';
import { checkOneHost } from '../../../src/calibrate/recorded/host-contradiction.js';
import { recordedHardware } from '../../support/recorded-reports.js';
import { guestperfReportOf, kvmSeries, madeUpRun, tenRecordings } from './sample-runs.js';

test.each([
  [
    'accelerators',
    { extra: { accel: 'kvm' } },
    { extra: { accel: 'tcg,thread=multi' } },
    'one ran under kvm, the other under tcg',
  ],
  [
    'names',
    { extra: { host: 'rack-1' } },
    { extra: { host: 'rack-2' } },
    'one is of rack-1, the other of rack-2',
  ],
  [
    'destinations',
    { dst_host: '10.0.0.2' },
    { dst_host: '10.0.0.3' },
    'one migrated to 10.0.0.2, the other to 10.0.0.3',
  ],
  [
    'architectures',
    { binary: '/usr/bin/qemu-system-x86_64' },
    { binary: '/opt/qemu-system-aarch64-10' },
    'one guest was x86_64, the other aarch64',
  ],
])('two hosts of other %s are refused in one sentence', (_, one, other, why) => {
  const runs = [madeUpRun('a.json', one), madeUpRun('b.json', other)];
  expect(() => checkOneHost(runs)).toThrow(
    `--recorded: a.json and b.json are of different hosts: ${why}`,
  );
});

test('links that carry different rates are refused, and a limit below both is not', () => {
  const guest = { mem: 1, cpus: 1, maxTime: 100 } as const;
  const runs = [
    guestperfReportOf('slow.json', { ...guest, host: 'smartx-v1' }),
    guestperfReportOf('fast.json', { ...guest, host: 'generic-10g' }),
    guestperfReportOf('limited.json', { ...guest, host: 'generic-10g', bandwidth: 100 }),
  ].map(({ path, text }) => readCalibrationRun(path, text));
  expect(() => checkOneHost(runs.slice(0, 2))).toThrow(
    /^--recorded: slow.json and fast.json are of different hosts: the link of one carried \d+ MiB\/s, that of the other \d+ MiB\/s$/,
  );
  expect(() => checkOneHost([runs[0], runs[2]])).not.toThrow();
});

test('guests, settings and versions of QEMU may differ', () => {
  const runs = [
    madeUpRun('a.json', {
      hardware: recordedHardware({ cpus: 1, mem: 4 }),
      binary: '/opt/qemu-7/bin/qemu-system-x86_64-7',
      extra: { qemu_version: '7.2.22' },
    }),
    madeUpRun('b.json', { extra: { qemu_version: '10.0.1', accel: 'kvm' } }),
    madeUpRun('c.json'),
  ];
  expect(() => checkOneHost(runs)).not.toThrow();
});

test('the ten recordings are of one host, and a series names none', () => {
  const runs = [...tenRecordings, kvmSeries('precopy-convergent-1.ndjson')].map(({ path, text }) =>
    readCalibrationRun(path, text),
  );
  expect(() => checkOneHost(runs)).not.toThrow();
});
