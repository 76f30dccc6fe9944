import { describe, expect, it } from 'vitest';
import type { RamReading } from '../../src/observed/migration-reading.js';
import { isUnused, pagesBetween } from '../../src/watch/pages-between.js';

const reading = (
  normalPages: number | null,
  zeroPages: number | null,
): Pick<RamReading, 'normalPages' | 'zeroPages'> => ({ normalPages, zeroPages });

describe('pages sent between two answers', () => {
  it('are counted by what they hold', () => {
    expect(pagesBetween(reading(10, 100), reading(25, 140))).toEqual({ normal: 15, zero: 40 });
  });

  it('are none where an answer has no counts', () => {
    expect(pagesBetween(reading(null, null), reading(null, null))).toEqual({ normal: 0, zero: 0 });
  });

  it('are a stretch that was never used where more than four of five are zero', () => {
    expect(isUnused({ normal: 10, zero: 41 })).toBe(true);
    expect(isUnused({ normal: 10, zero: 40 })).toBe(false);
  });
});
