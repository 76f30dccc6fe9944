/** Longer than any answer of a monitor: who sends such a line means harm. */
export const maxLineBytes = 16 * 2 ** 20;

const newline = 0x0a;

/** A line is longer than is read. */
export class LineTooLong extends Error {
  override readonly name = 'LineTooLong';
}

/** Cuts a stream of bytes into lines, whatever pieces they come in. */
export class LineSplitter {
  private pieces: Uint8Array[] = [];
  private pendingBytes = 0;

  constructor(private readonly maxBytes = maxLineBytes) {}

  /** The beginning of a line whose end has not come. */
  get rest(): string {
    return Buffer.concat(this.pieces).toString('utf8');
  }

  /**
   * The lines that a piece ends, without their ends.
   *
   * @throws LineTooLong if one is longer than allowed, also before it has ended
   */
  *push(piece: Uint8Array): Generator<string> {
    let from = 0;
    for (let end = piece.indexOf(newline); end >= 0; end = piece.indexOf(newline, from)) {
      this.keep(piece.subarray(from, end));
      from = end + 1;
      const line = this.rest;
      this.pieces = [];
      this.pendingBytes = 0;
      yield line.endsWith('\r') ? line.slice(0, -1) : line;
    }
    this.keep(piece.subarray(from));
  }

  private keep(piece: Uint8Array): void {
    this.pendingBytes += piece.length;
    if (this.pendingBytes > this.maxBytes) throw new LineTooLong();
    if (piece.length > 0) this.pieces.push(piece);
  }
}
