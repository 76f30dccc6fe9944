import { printable, shortened } from './printable.js';

/** What is wrong with a value that a user gave, in fields. */
export interface InputProblem {
  /** The option (`--cpus`), command, or JSON path (`parameters.linkLatencyUs.value`). */
  readonly subject: string;
  /** The file in which the JSON path is. */
  readonly file?: string;
  /** The value as the user wrote it; absent when the fault is that there is none. */
  readonly value?: string;
  /** What is wrong with it: a predicate, such as "is out of range". */
  readonly problem: string;
  /** What would be accepted, with its unit. */
  readonly allowed?: string | undefined;
  /** The valid name nearest to what was written. */
  readonly nearest?: string | undefined;
  /** How many other items of the same list are wrong as well. */
  readonly others?: number | undefined;
}

/** Bad usage or bad input: the user can mend it. Its message is one printable sentence. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly detail: InputProblem;

  constructor(detail: InputProblem, options?: ErrorOptions) {
    super(sentence(detail), options);
    this.detail = detail;
  }
}

/** The most characters of a value that an error repeats, and of the place in which it is. */
const valueLength = 60;
const placeLength = 200;

function sentence(detail: InputProblem): string {
  const { subject, file, value, problem, allowed, nearest, others = 0 } = detail;
  const names = file === undefined ? [subject] : [file, subject];
  const place = names.map((name) => shortened(name, placeLength)).join(': ');
  const fault =
    value === undefined ? problem : `${quoted(shortened(value, valueLength))} ${problem}`;
  const range = allowed === undefined ? '' : `; allowed: ${allowed}`;
  const hint = nearest === undefined ? '' : `; did you mean ${nearest}?`;
  const more = others === 1 ? '1 other is' : `${others} others are`;
  const count = others === 0 ? '' : `; ${more} wrong as well`;
  return place + printable(`: ${fault}${range}${hint}${count}`);
}

function quoted(value: string): string {
  const isPlain = /^[\w.+-]+$/.test(value) || value.startsWith('"');
  return isPlain ? value : `'${value}'`;
}
