/**
 * A column of a ring whose entry n is at place n modulo its size, a power of two: a new one of twice the size, with the
 * entries [head, tail) at their places.
 */
export function largerColumn<Column extends Float64Array | Int32Array>(
  column: Column,
  make: new (size: number) => Column,
  head: number,
  tail: number,
): Column {
  const larger = new make(2 * column.length);
  for (let entry = head; entry < tail; entry++) {
    larger[entry & (larger.length - 1)] = column[entry & (column.length - 1)];
  }
  return larger;
}
