import type { ColumnSpan } from './column-spans.js';

/** How dots become characters. */
export interface CharacterSet {
  /** Dots of a character. */
  readonly columns: number;
  readonly rows: number;
  /** @param dots for each dot column of a character its lowest and highest dot, from below */
  character(dots: readonly (readonly [low: number, high: number] | null)[]): string;
  readonly bar: string;
  readonly star: string;
  readonly floor: string;
  readonly tick: string;
  readonly ellipsis: string;
}

/** Bits of the dots of a braille character, each column from below. */
const brailleBits = [
  [0x40, 0x04, 0x02, 0x01],
  [0x80, 0x20, 0x10, 0x08],
] as const;

export const brailleCharacters: CharacterSet = {
  columns: 2,
  rows: 4,
  character(dots) {
    let bits = 0;
    for (const [column, span] of dots.entries()) {
      if (span === null) continue;
      for (let dot = span[0]; dot <= span[1]; dot++) bits |= brailleBits[column][dot];
    }
    return bits === 0 ? ' ' : String.fromCodePoint(0x2800 + bits);
  },
  bar: '█',
  star: '▴',
  floor: '─',
  tick: '┬',
  ellipsis: '…',
};

/** Three heights in a character; a line that goes through all of them is upright. */
export const asciiCharacters: CharacterSet = {
  columns: 1,
  rows: 3,
  character([span]) {
    if (span === null) return ' ';
    return span[1] - span[0] < 2 ? '_-"'[span[0]] : '|';
  },
  bar: '#',
  star: '*',
  floor: '-',
  tick: '+',
  ellipsis: '.',
};

/**
 * A plot of `rows` lines of text, the top one first.
 *
 * @param spans one for each dot column
 * @param max the value at the top; zero is at the bottom
 */
export function characterRows(
  spans: readonly ColumnSpan[],
  max: number,
  rows: number,
  set: CharacterSet,
): string[] {
  const dots = rows * set.rows;
  const dotOf = (value: number) =>
    Math.max(0, Math.min(dots - 1, Math.round((value / max) * (dots - 1))));
  return Array.from({ length: rows }, (_row, fromTop) => {
    const lowest = (rows - 1 - fromTop) * set.rows;
    const cells = spans.map((span) => {
      if (span === null) return null;
      const low = Math.max(0, dotOf(span.low) - lowest);
      const high = Math.min(set.rows - 1, dotOf(span.high) - lowest);
      return low > high ? null : ([low, high] as const);
    });
    const characters = Array.from({ length: Math.ceil(cells.length / set.columns) }, (_cell, at) =>
      set.character(cells.slice(at * set.columns, (at + 1) * set.columns)),
    );
    return characters.join('');
  });
}
