/** Bit operations on arrays of 32-bit words; bit `i` is bit `i & 31` of word `i >>> 5`. */

/** Number of set bits of a 32-bit word. */
export function populationCount(word: number): number {
  let v = word - ((word >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Index of the lowest set bit of a non-zero word. */
export function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word);
}

/** Mask of the bits `from & 31` to 31. */
export function maskFrom(from: number): number {
  return -1 << (from & 31);
}

/** Mask of the bits 0 to `(end - 1) & 31`. */
export function maskBefore(end: number): number {
  return -1 >>> (31 - ((end - 1) & 31));
}

export function hasBit(words: Uint32Array, bit: number): boolean {
  return (words[bit >>> 5] & (1 << (bit & 31))) !== 0;
}

/** Sets the bits [start, end). */
export function setBits(words: Uint32Array, start: number, end: number): void {
  if (start >= end) return;
  const first = start >>> 5;
  const last = (end - 1) >>> 5;
  if (first === last) {
    words[first] |= maskFrom(start) & maskBefore(end);
    return;
  }
  words[first] |= maskFrom(start);
  fillWords(words, first + 1, last, 0xffffffff);
  words[last] |= maskBefore(end);
}

/** Clears the bits [start, end). */
export function clearBits(words: Uint32Array, start: number, end: number): void {
  if (start >= end) return;
  const first = start >>> 5;
  const last = (end - 1) >>> 5;
  if (first === last) {
    words[first] &= ~(maskFrom(start) & maskBefore(end));
    return;
  }
  words[first] &= ~maskFrom(start);
  fillWords(words, first + 1, last, 0);
  words[last] &= ~maskBefore(end);
}

/** The native fill has a fixed cost that a short loop has not. */
function fillWords(words: Uint32Array, from: number, to: number, value: number): void {
  if (to - from > 24) {
    words.fill(value, from, to);
    return;
  }
  for (let index = from; index < to; index++) words[index] = value;
}

/** Number of set bits in [start, end). */
export function countBits(words: Uint32Array, start: number, end: number): number {
  if (start >= end) return 0;
  const first = start >>> 5;
  const last = (end - 1) >>> 5;
  if (first === last) return populationCount(words[first] & maskFrom(start) & maskBefore(end));
  let count = populationCount(words[first] & maskFrom(start));
  for (let index = first + 1; index < last; index++) {
    const word = words[index];
    if (word === 0xffffffff) count += 32;
    else if (word !== 0) count += populationCount(word);
  }
  return count + populationCount(words[last] & maskBefore(end));
}

/** First set bit in [from, end), or `end`. */
export function nextSetBit(words: Uint32Array, from: number, end: number): number {
  if (from >= end) return end;
  let index = from >>> 5;
  const last = (end - 1) >>> 5;
  let word = words[index] & maskFrom(from);
  while (word === 0) {
    if (++index > last) return end;
    word = words[index];
  }
  return Math.min(end, index * 32 + lowestBit(word));
}

/** First clear bit in [from, end), or `end`. */
export function nextClearBit(words: Uint32Array, from: number, end: number): number {
  if (from >= end) return end;
  let index = from >>> 5;
  const last = (end - 1) >>> 5;
  let word = ~words[index] & maskFrom(from);
  while (word === 0) {
    if (++index > last) return end;
    word = ~words[index];
  }
  return Math.min(end, index * 32 + lowestBit(word));
}
