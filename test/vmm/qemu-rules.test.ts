import { expect, test } from 'vitest';
import { qemuVersions, type QemuVersion } from '../../src/scenario/qemu-version.js';
import { qemuRules } from '../../src/vmm/qemu-rules.js';

function versionsWith(rule: (version: QemuVersion) => boolean): string[] {
  return qemuVersions.filter(rule);
}

test('bytes count when they are flushed from 8.1 on', () => {
  expect(versionsWith((version) => !qemuRules(version).countsFlushedBytes)).toEqual(['7.2', '8.0']);
});

test('10.1 completes at the threshold, and clears no chunks while the guest is stopped', () => {
  const from101 = ['10.1', '10.2'];
  expect(versionsWith((version) => qemuRules(version).pending.completesAtThreshold)).toEqual(
    from101,
  );
  expect(versionsWith((version) => !qemuRules(version).completion.clearsChunks)).toEqual(from101);
});
