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
}

/** Bad usage or bad input: the user can mend it. Its message is one sentence. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly detail: InputProblem;

  constructor(detail: InputProblem, options?: ErrorOptions) {
    super(sentence(detail), options);
    this.detail = detail;
  }
}

function sentence({ subject, file, value, problem, allowed, nearest }: InputProblem): string {
  const place = file === undefined ? subject : `${file}: ${subject}`;
  const fault = value === undefined ? problem : `${quoted(value)} ${problem}`;
  const range = allowed === undefined ? '' : `; allowed: ${allowed}`;
  const hint = nearest === undefined ? '' : `; did you mean ${nearest}?`;
  return `${place}: ${fault}${range}${hint}`;
}

function quoted(value: string): string {
  const isPlain = /^[\w.+-]+$/.test(value) || value.startsWith('"');
  return isPlain ? value : `'${value}'`;
}
