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

/** The set bit in [from, end) before which there are `index` others; `end` if there is none. */
export function nthSetBit(words: Uint32Array, from: number, end: number, index: number): number {
  if (from >= end) return end;
  const first = from >>> 5;
  const last = (end - 1) >>> 5;
  let left = index;
  for (let at = first; at <= last; at++) {
    let word = words[at];
    if (at === first) word &= maskFrom(from);
    if (at === last) word &= maskBefore(end);
    const count = populationCount(word);
    if (left >= count) {
      left -= count;
      continue;
    }
    for (; left > 0; left--) word &= word - 1;
    return at * 32 + lowestBit(word);
  }
  return end;
}

/**
 * Sets in `words`, from word `firstWord` on, what is set in `source`; looks at words [from, to) of it. Returns how many
 * bits were clear before.
 */
export function addWords(
  words: Uint32Array,
  firstWord: number,
  source: Uint32Array,
  from: number,
  to: number,
): number {
  let added = 0;
  for (let index = from; index < to; index++) {
    const bits = source[index];
    if (bits === 0) continue;
    const before = words[firstWord + index];
    const fresh = bits & ~before;
    if (fresh === 0) continue;
    words[firstWord + index] = before | bits;
    added += fresh === -1 ? 32 : populationCount(fresh);
  }
  return added;
}

/** Clears of the bits [start, end) of `words` those that are set in `source`; returns how many were set. */
export function removeBits(
  words: Uint32Array,
  source: Uint32Array,
  start: number,
  end: number,
): number {
  const last = (end - 1) >>> 5;
  let removed = 0;
  for (let index = start >>> 5; index <= last; index++) {
    let bits = source[index] & words[index];
    if (bits === 0) continue;
    if (index === start >>> 5) bits &= maskFrom(start);
    if (index === last) bits &= maskBefore(end);
    removed += bits === -1 ? 32 : populationCount(bits);
    words[index] &= ~bits;
  }
  return removed;
}
