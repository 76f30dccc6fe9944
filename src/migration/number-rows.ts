/** Rows of as many numbers each. They take no object and no box a number: rows are many, and mostly nobody reads them. */
export class NumberRows {
  /** Row after row; behind the last one is room. */
  numbers: Float64Array;
  count = 0;

  constructor(readonly width: number) {
    this.numbers = new Float64Array(width);
  }

  /** Appends a row of zeroes, and says where it begins in `numbers`. */
  add(): number {
    const start = this.count * this.width;
    this.count++;
    if (start === this.numbers.length) {
      const larger = new Float64Array(2 * start);
      larger.set(this.numbers);
      this.numbers = larger;
    }
    return start;
  }

  /** What `read` makes of each row, from where that begins. */
  map<Item>(read: (numbers: Float64Array, start: number) => Item): Item[] {
    return Array.from({ length: this.count }, (_, row) => read(this.numbers, row * this.width));
  }
}
