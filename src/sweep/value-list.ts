import { InputError } from '../input/input-error.js';

/** A value that was written out, or numbers at equal distances. */
type Segment = { readonly kind: 'value'; readonly count: 1; readonly text: string } | NumberRange;

interface NumberRange {
  readonly kind: 'range';
  readonly text: string;
  readonly count: number;
  /** First number and distance, in units of 10^-decimals: whole numbers are exact. */
  readonly start: number;
  readonly step: number;
  readonly decimals: number;
}

const number = String.raw`[+-]?\d+(?:\.\d+)?`;
const rangePattern = new RegExp(`^\\s*(${number})\\.\\.(${number})(?::(${number}))?\\s*$`);

/** The values of an option in a sweep, as texts. Ranges are counted, not expanded. */
export class ValueList {
  readonly count: number;
  /** The index at which each segment begins. */
  private readonly starts: readonly number[];

  constructor(private readonly segments: readonly Segment[]) {
    const starts: number[] = [];
    let count = 0;
    for (const segment of segments) {
      starts.push(count);
      count += segment.count;
    }
    this.starts = starts;
    this.count = count;
  }

  /** The value at an index from 0. */
  at(index: number): string {
    if (index >= this.count) throw new RangeError(`value ${index} of ${this.count}`);
    const { segments, starts } = this;
    let low = 0;
    let high = segments.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= index) low = middle;
      else high = middle;
    }
    return segmentText(segments[low], index - starts[low]);
  }

  /** Enough of the values to know that all can be read: a range by its first two and its last. */
  samples(): string[] {
    return this.segments.flatMap((segment) => {
      const indices = new Set([0, Math.min(1, segment.count - 1), segment.count - 1]);
      return Array.from(indices, (index) => segmentText(segment, index));
    });
  }

  /** The indices of the values that were written out one by one. */
  writtenOut(): number[] {
    const indices: number[] = [];
    let index = 0;
    for (const { kind, count } of this.segments) {
      if (kind === 'value') indices.push(index);
      index += count;
    }
    return indices;
  }

  /** The same for lists of the same values, unless they are very long. */
  canonicalText(): string {
    if (this.count > 100_000) return this.segments.map(({ text }) => text).join(',');
    return Array.from({ length: this.count }, (_, index) => this.at(index)).join(',');
  }

  /**
   * Refuses a value that occurs twice. Ranges that overlap count as such, even if they interlock.
   *
   * @throws InputError naming the flag
   */
  refuseDoubles(flag: string): void {
    const texts = new Set<string>();
    const all = this.ranges();
    for (const segment of this.segments) {
      if (segment.kind === 'range') continue;
      const isDouble = texts.has(segment.text) || all.some((range) => holds(range, segment.text));
      if (isDouble)
        throw new InputError({ subject: flag, value: segment.text, problem: 'occurs twice' });
      texts.add(segment.text);
    }
    const ranges = all.sort((a, b) => firstOf(a) - firstOf(b));
    for (const [index, range] of ranges.slice(1).entries()) {
      const before = ranges[index];
      if (firstOf(range) > lastOf(before)) continue;
      const problem = `overlaps the range ${before.text}`;
      throw new InputError({ subject: flag, value: range.text, problem });
    }
  }

  private ranges(): NumberRange[] {
    return this.segments.filter((segment) => segment.kind === 'range');
  }
}

/**
 * Reads values separated by commas, among them ranges `FIRST..LAST[:STEP]` of numbers, the last of
 * which is in the list if a step meets it.
 *
 * @throws InputError naming the flag
 */
export function parseValueList(text: string, flag: string): ValueList {
  const parts = text.split(',');
  return new ValueList(
    parts.map((part): Segment => {
      if (part.trim() === '' && parts.length > 1) {
        throw new InputError({ subject: flag, value: text, problem: 'has an empty value' });
      }
      const match = rangePattern.exec(part);
      if (match === null) return { kind: 'value', count: 1, text: part.trim() };
      return numberRange(part.trim(), match[1], match[2], match[3] ?? '1', flag);
    }),
  );
}

function numberRange(
  text: string,
  first: string,
  last: string,
  distance: string,
  flag: string,
): NumberRange {
  const refuse = (problem: string): never => {
    throw new InputError({ subject: flag, value: text, problem });
  };
  const decimals = Math.max(...[first, last, distance].map(decimalsOf));
  const scaled = [first, last, distance].map((part) => Math.round(Number(part) * 10 ** decimals));
  const [start, end, step] = scaled;
  if (!scaled.every(Number.isSafeInteger)) refuse('is a range of numbers that are too large');
  if (step === 0) refuse('is a range with a step of zero');
  if (step < 0) refuse('is a range with a negative step: write the smaller number first');
  if (end < start) refuse('is an empty range: it ends before it begins');
  return {
    kind: 'range',
    text,
    count: Math.floor((end - start) / step) + 1,
    start,
    step,
    decimals,
  };
}

function decimalsOf(text: string): number {
  return text.includes('.') ? text.length - text.indexOf('.') - 1 : 0;
}

function segmentText(segment: Segment, index: number): string {
  if (segment.kind === 'value') return segment.text;
  const { start, step, decimals } = segment;
  const sum = start + index * step;
  return decimals === 0 ? String(sum) : String(Number((sum / 10 ** decimals).toFixed(decimals)));
}

function firstOf({ start, decimals }: NumberRange): number {
  return start / 10 ** decimals;
}

function lastOf(range: NumberRange): number {
  return (range.start + (range.count - 1) * range.step) / 10 ** range.decimals;
}

function holds(range: NumberRange, text: string): boolean {
  if (!/^\s*[+-]?\d+(\.\d+)?\s*$/.test(text)) return false;
  const steps = (Number(text) * 10 ** range.decimals - range.start) / range.step;
  return steps >= 0 && steps < range.count && Math.abs(steps - Math.round(steps)) < 1e-9;
}
