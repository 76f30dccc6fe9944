import { describe, expect, test } from 'vitest';
import { type QemuVersion, qemuVersions } from '../../../src/profiles/qemu-version.js';
import type { Settings } from '../../../src/settings/resolve.js';
import { refused } from '../../support/refused.js';
import { recentVersions } from '../../support/versions.js';

/** Versions from `first` to `last`. */
function versions(first: QemuVersion, last: QemuVersion): readonly QemuVersion[] {
  return qemuVersions.slice(qemuVersions.indexOf(first), qemuVersions.indexOf(last) + 1);
}

const oldest = '7.2';
const newest = qemuVersions[qemuVersions.length - 1];
const preempt = { postCopy: true, postcopyPreempt: true };
const limit = { dirtyLimit: true, dirtyRingSize: 4096 };

/** Each pair that some version refuses, from the first to the last that does. */
const pairs: readonly (readonly [Settings, string, QemuVersion, QemuVersion])[] = [
  [{ postCopy: true, multifd: true }, 'postCopy: contradicts multifd', '8.0', '10.0'],
  [{ postcopyPreempt: true }, 'postcopyPreempt: needs postCopy', oldest, newest],
  [
    { ...preempt, compressionMt: true },
    'postcopyPreempt: contradicts compressionMt',
    oldest,
    '9.0',
  ],
  [{ multifd: true, compressionMt: true }, 'multifd: contradicts compressionMt', oldest, '9.0'],
  [{ ...limit, autoConverge: true }, 'dirtyLimit: contradicts autoConverge', '8.1', newest],
  [{ dirtyLimit: true }, 'dirtyLimit: needs dirtyRingSize', '8.1', newest],
  [{ dirtyLimit: true, dirtyRingSize: 0 }, 'dirtyLimit: needs dirtyRingSize', '8.1', newest],
  [
    { multifd: true, compressionXbzrle: true },
    'multifd: contradicts compressionXbzrle',
    '8.2',
    newest,
  ],
  [
    { compressionMt: true, compressionXbzrle: true },
    'compressionMt: contradicts compressionXbzrle',
    '8.2',
    '9.0',
  ],
];

describe.each(pairs)('%j', (settings, sentence, first, last) => {
  const refusing = versions(first, last);

  test.each(refusing)('is refused by %s, which says why', (qemu) => {
    const where = sentence.includes('contradicts') ? ` in QEMU ${qemu}: ` : '';
    const said = refused({ qemu, ...settings }) ?? '';
    expect(said.startsWith(`${sentence}${where}`)).toBe(true);
    expect(said.length).toBeGreaterThan(`${sentence}${where}`.length + 20);
  });

  const others = recentVersions.filter((version) => !refusing.includes(version));
  test.each(others)('is not refused for that by %s', (qemu) => {
    expect(refused({ qemu, ...settings }) ?? '').not.toContain(sentence);
  });
});

test('a capability that a version does not have is refused by name', () => {
  const compressed = { compressionMt: true };
  expect(refused({ qemu: '9.0', ...compressed })).toBeNull();
  const removed = 'compressionMt: is not in QEMU 9.1, it was removed in 9.1';
  expect(refused({ qemu: '9.1', ...compressed })).toBe(removed);
  expect(refused({ qemu: '9.1', ...compressed, multifd: true })).toBe(removed);
  expect(refused({ qemu: '8.1', ...limit })).toBeNull();
  expect(refused({ qemu: '8.0', ...limit })).toBe(
    'dirtyLimit: is not in QEMU 8.0, it came with 8.1',
  );
});

test.each([
  ['zlib', '7.2', null],
  ['zstd', '7.2', null],
  ['none', '7.2', null],
  ['qpl', '9.0', 'is not in QEMU 9.0, it came with 9.1; allowed: zlib, zstd'],
  ['uadk', '9.0', 'is not in QEMU 9.0, it came with 9.1; allowed: zlib, zstd'],
  ['qpl', '9.1', null],
  ['qatzip', '9.1', 'is not in QEMU 9.1, it came with 9.2; allowed: zlib, zstd, qpl, uadk'],
  ['qatzip', '9.2', null],
] as const)('multifd compression %s in QEMU %s: %s', (multifdCompression, qemu, problem) => {
  const sentence = problem && `multifdCompression: ${multifdCompression} ${problem}`;
  expect(refused({ qemu, multifd: true, multifdCompression })).toBe(sentence);
});

test.each(recentVersions)('QEMU %s accepts what it does not exclude', (qemu) => {
  expect(refused({ qemu })).toBeNull();
  expect(refused({ qemu, ...preempt, compressionXbzrle: true })).toBeNull();
  expect(refused({ qemu, postCopy: true, autoConverge: true, dirtyRingSize: 4096 })).toBeNull();
  expect(refused({ qemu, multifd: true, multifdCompression: 'zstd' })).toBeNull();
});

test('postcopy goes with the dirty limit in each version that has one', () => {
  for (const qemu of versions('8.1', newest)) {
    expect(refused({ qemu, postCopy: true, ...limit })).toBeNull();
  }
});

test('of several, the one that QEMU looks at first', () => {
  const all = { postCopy: true, multifd: true, compressionXbzrle: true, compressionMt: true };
  expect(refused({ qemu: '8.2', ...all })).toMatch(/^postCopy: contradicts multifd/);
  expect(refused({ qemu: '8.2', ...all, postCopy: false })).toMatch(
    /^multifd: contradicts compressionMt/,
  );
  expect(refused({ qemu: '8.2', ...all, compressionMt: false, postCopy: false })).toMatch(
    /contradicts compressionXbzrle/,
  );
});
