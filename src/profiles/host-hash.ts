import type { Host } from './host.js';

/**
 * What tells hosts of one name apart: a hash of all numbers of a pair of hosts, in 16 hexadecimal
 * digits.
 */
export function hostHash({
  accelerator,
  dirtyLog,
  numbers,
}: Pick<Host, 'accelerator' | 'dirtyLog' | 'numbers'>): string {
  const sorted = Object.entries(numbers).sort(([a], [b]) => (a < b ? -1 : 1));
  return fnv1a(JSON.stringify([accelerator, dirtyLog, sorted]));
}

/** The 64-bit hash FNV-1a (draft-eastlake-fnv) of a text in ASCII, with 32-bit arithmetic. */
export function fnv1a(text: string): string {
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  for (let index = 0; index < text.length; index++) {
    low = (low ^ text.charCodeAt(index)) >>> 0;
    // Times the prime 2^40 + 0x1b3.
    const product = low * 0x1b3;
    const carry = Math.floor(product / 2 ** 32);
    high = (Math.imul(high, 0x1b3) + carry + (low << 8)) >>> 0;
    low = product >>> 0;
  }
  return [high, low].map((word) => word.toString(16).padStart(8, '0')).join('');
}
