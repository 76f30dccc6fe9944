import { describe, expect, test } from 'vitest';
import {
  type Capability,
  type CapabilityChoice,
  capabilityConflict,
} from '../../../src/engines/qemu/capabilities.js';
import { type QemuVersion, qemuVersions } from '../../../src/profiles/qemu-version.js';

const nameOf = (capability: Capability): string => `<${capability}>`;

function refusal(choice: CapabilityChoice, version: QemuVersion): string | null {
  const conflict = capabilityConflict(choice, version, nameOf);
  if (conflict === null) return null;
  const { value, problem } = conflict.detail;
  return [`<${conflict.capability}>`, value, problem].filter(Boolean).join(' ');
}

/** Versions from `first` to `last`. */
function versions(first: QemuVersion, last: QemuVersion): readonly QemuVersion[] {
  return qemuVersions.slice(qemuVersions.indexOf(first), qemuVersions.indexOf(last) + 1);
}

const oldest = qemuVersions[0];
const newest = qemuVersions[qemuVersions.length - 1];

/** Each pair that some version refuses, from the first to the last that does. */
const pairs: readonly (readonly [CapabilityChoice, string, QemuVersion, QemuVersion])[] = [
  [{ postcopy: true, multifd: true }, '<postcopy> contradicts <multifd>', '8.0', '10.0'],
  [{ postcopyPreempt: true }, '<postcopyPreempt> needs <postcopy>', oldest, newest],
  [
    { postcopy: true, postcopyPreempt: true, compress: true },
    '<postcopyPreempt> contradicts <compress>',
    oldest,
    '9.0',
  ],
  [{ multifd: true, compress: true }, '<multifd> contradicts <compress>', oldest, '9.0'],
  [
    { dirtyLimit: true, dirtyRingSize: 4096, autoConverge: true },
    '<dirtyLimit> contradicts <autoConverge>',
    '8.1',
    newest,
  ],
  [{ dirtyLimit: true }, '<dirtyLimit> needs <dirtyRingSize>', '8.1', newest],
  [{ dirtyLimit: true, dirtyRingSize: 0 }, '<dirtyLimit> needs <dirtyRingSize>', '8.1', newest],
  [{ multifd: true, xbzrle: true }, '<multifd> contradicts <xbzrle>', '8.2', newest],
  [{ compress: true, xbzrle: true }, '<compress> contradicts <xbzrle>', '8.2', '9.0'],
];

describe.each(pairs)('%j', (choice, sentence, first, last) => {
  const refusing = versions(first, last);

  test.each(refusing)('is refused by %s, which says why', (version) => {
    const where = sentence.includes('contradicts') ? ` in QEMU ${version}` : '';
    const said = refusal(choice, version) ?? '';
    expect(said.startsWith(`${sentence}${where}: `)).toBe(true);
    expect(said.length).toBeGreaterThan(`${sentence}${where}: `.length + 20);
  });

  const others = qemuVersions.filter((version) => !refusing.includes(version));
  test.each(others)('is not refused for that by %s', (version) => {
    expect(refusal(choice, version) ?? '').not.toContain(sentence);
  });
});

test('a capability that a version does not have is refused by name', () => {
  expect(refusal({ compress: true }, '9.0')).toBeNull();
  const removed = '<compress> is not in QEMU 9.1, it was removed in 9.1';
  expect(refusal({ compress: true }, '9.1')).toBe(removed);
  expect(refusal({ compress: true, multifd: true }, '9.1')).toBe(removed);
  expect(refusal({ dirtyLimit: true, dirtyRingSize: 1024 }, '8.1')).toBeNull();
  expect(refusal({ dirtyLimit: true, dirtyRingSize: 1024 }, '8.0')).toBe(
    '<dirtyLimit> is not in QEMU 8.0, it came with 8.1',
  );
});

test.each([
  ['zlib', '7.2', null],
  ['zstd', '7.2', null],
  ['none', '7.2', null],
  ['qpl', '9.0', '<multifdCompression> qpl is not in QEMU 9.0, it came with 9.1'],
  ['uadk', '9.0', '<multifdCompression> uadk is not in QEMU 9.0, it came with 9.1'],
  ['qpl', '9.1', null],
  ['qatzip', '9.1', '<multifdCompression> qatzip is not in QEMU 9.1, it came with 9.2'],
  ['qatzip', '9.2', null],
] as const)('multifd compression %s in QEMU %s: %s', (multifdCompression, version, sentence) => {
  expect(refusal({ multifd: true, multifdCompression }, version)).toBe(sentence);
});

test.each(qemuVersions)('QEMU %s accepts what it does not exclude', (version) => {
  expect(refusal({}, version)).toBeNull();
  expect(refusal({ postcopy: true, postcopyPreempt: true, xbzrle: true }, version)).toBeNull();
  expect(refusal({ postcopy: true, autoConverge: true, dirtyRingSize: 4096 }, version)).toBeNull();
  expect(refusal({ multifd: true, multifdCompression: 'zstd' }, version)).toBeNull();
});

test('postcopy goes with the dirty limit in each version that has one', () => {
  for (const version of versions('8.1', newest)) {
    expect(refusal({ postcopy: true, dirtyLimit: true, dirtyRingSize: 4096 }, version)).toBeNull();
  }
});

test('of several, the one that QEMU looks at first', () => {
  const all = { postcopy: true, multifd: true, xbzrle: true, compress: true };
  expect(refusal(all, '8.2')).toMatch(/^<postcopy> contradicts <multifd>/);
  expect(refusal({ ...all, postcopy: false }, '8.2')).toMatch(/^<multifd> contradicts <compress>/);
  expect(refusal({ ...all, compress: false, postcopy: false }, '8.2')).toMatch(/<xbzrle>/);
});
