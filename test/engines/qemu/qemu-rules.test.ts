import { expect, test } from 'vitest';
import { qemuVersions, type QemuVersion } from '../../../src/profiles/qemu-version.js';
import { qemuRules } from '../../../src/engines/qemu/qemu-rules.js';
import { recentVersions } from '../../support/versions.js';

function versionsWith(rule: (version: QemuVersion) => boolean): string[] {
  return qemuVersions.filter(rule);
}

test('bytes count when they are flushed from 8.1 on', () => {
  expect(versionsWith((version) => !qemuRules(version).countsFlushedBytes)).toEqual([
    '2.6',
    '7.2',
    '8.0',
  ]);
});

test('10.1 completes at the threshold, and clears no chunks while the guest is stopped', () => {
  const from101 = ['10.1', '10.2'];
  expect(versionsWith((version) => qemuRules(version).pending.completesAtThreshold)).toEqual(
    from101,
  );
  expect(versionsWith((version) => !qemuRules(version).completion.clearsChunks)).toEqual(from101);
});

test('postcopy is preferred to completion, and block times are exact, from 10.1 on', () => {
  const from101 = ['10.1', '10.2'];
  expect(versionsWith((version) => qemuRules(version).pending.startsPostcopyFirst)).toEqual(
    from101,
  );
  expect(
    versionsWith((version) => !qemuRules(version).postcopy(false).blocktimeInMilliseconds),
  ).toEqual(from101);
});

test('who serves requests in preempt mode', () => {
  const services = recentVersions.map((version) => qemuRules(version).postcopy(true).service);
  expect(services.slice(0, 2)).toEqual(['queue-preempt', 'preempt']);
  expect(services.indexOf('preempt-hint')).toBe(recentVersions.indexOf('10.1'));
  expect(qemuVersions.map((version) => qemuRules(version).postcopy(false).service)).toEqual(
    qemuVersions.map(() => 'queue'),
  );
});

test('the status of the switch is device from 10.0 on, and waits for the package in 10.2', () => {
  expect(
    versionsWith((version) => qemuRules(version).postcopy(false).statusDuringSwitch === 'device'),
  ).toEqual(['10.0', '10.1', '10.2']);
  expect(versionsWith((version) => qemuRules(version).postcopy(false).waitsForPackage)).toEqual([
    '10.2',
  ]);
});

test('2.6 throttles at each third high period, the first of all not counted', () => {
  const old = { highPeriods: 3, needsDirtyingBefore: true };
  const usual = { highPeriods: 2, needsDirtyingBefore: false };
  expect(qemuRules('2.6').trigger).toEqual(old);
  expect(recentVersions.map((version) => qemuRules(version).trigger)).toEqual(
    recentVersions.map(() => usual),
  );
});

test('a throttle sleep holds up the stop before 4.2', () => {
  expect(versionsWith((version) => qemuRules(version).stopWaitsForSleepers)).toEqual(['2.6']);
});
