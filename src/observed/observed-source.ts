import type * as z from 'zod/mini';
import { schemaKeys } from '../input/schema-keys.js';
import { schemaProblem } from '../input/schema-problem.js';
import { InputError, type InputProblem } from '../input/input-error.js';

/** Where answers are read, for errors. */
export interface ObservedSource {
  /** The file, or what stands for it: `standard input`. */
  readonly file: string;
  /** The option that named it. */
  readonly option: string;
}

/** Where in its text an answer begins. */
export interface Place {
  readonly source: ObservedSource;
  readonly line: number;
  /** Which of a list of answers it is, from 1. */
  readonly item?: number;
}

/** What is wrong with the text as a whole. */
export function faultOf({ file, option }: ObservedSource, problem: string): InputError {
  return new InputError({
    subject: option,
    value: file,
    problem,
    allowed:
      "QEMU's answers to query-migrate as JSON, virsh domjobinfo's text in English, or a report of guestperf",
  });
}

/** What is wrong with an answer, or with a key of it. */
export function faultAt(place: Place, detail: Partial<InputProblem>): InputError {
  const { item, line, source } = place;
  const answer = item === undefined ? '' : `, answer ${item}`;
  const key = detail.subject === undefined ? '' : `: ${detail.subject}`;
  const problem = detail.problem ?? 'is not valid';
  return new InputError({
    ...detail,
    problem,
    subject: `line ${line}${answer}${key}`,
    file: source.file,
  });
}

/**
 * An answer as a schema reads it.
 *
 * @throws InputError that says where the answer is, and names the key
 */
export function checkedAnswer<Schema extends z.ZodMiniType>(
  schema: Schema,
  document: unknown,
  place: Place,
): z.infer<Schema> {
  const parsed = schema.safeParse(document);
  if (parsed.success) return parsed.data;
  throw faultAt(place, schemaProblem(parsed.error.issues, document, schemaKeys(schema)));
}
