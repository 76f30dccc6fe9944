/**
 * Entries of a ring, of `width` numbers each: entry n is at place n modulo their number, a power of two, as the width
 * is. They are in one array, as each array that is looked into costs as much as several numbers of one. Returns
 * another of twice the size, with the entries [head, tail) at their places.
 */
export function largerRing(
  entries: Float64Array,
  width: number,
  head: number,
  tail: number,
): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(2 * entries.length);
  for (let number = head * width; number < tail * width; number++) {
    larger[number & (larger.length - 1)] = entries[number & (entries.length - 1)];
  }
  return larger;
}
