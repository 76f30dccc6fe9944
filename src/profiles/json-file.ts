import { readFileSync } from 'node:fs';
import type * as z from 'zod/mini';
import { InputError } from '../input/input-error.js';
import { schemaKeys } from '../input/schema-keys.js';
import { schemaProblem } from '../input/schema-problem.js';

/** Where a file was named, for errors. */
export interface FileReference {
  /** The option that names it. */
  readonly option: string;
  /** What the option accepts; null if there is nothing to list. */
  readonly allowed: string | null;
}

/**
 * Reads a JSON file and checks it against a schema.
 *
 * @throws InputError naming the option if there is no such JSON file, else the file and JSON path
 */
export function readJsonFile<Schema extends z.ZodMiniType>(
  file: string,
  schema: Schema,
  reference: FileReference,
): z.infer<Schema> {
  const document = parseJson(file, readTextFile(file, reference), reference);
  const parsed = schema.safeParse(document);
  if (parsed.success) return parsed.data;
  throw new InputError({
    ...schemaProblem(parsed.error.issues, document, schemaKeys(schema)),
    file,
  });
}

/**
 * Reads a text file that the user named.
 *
 * @throws InputError naming the option
 */
export function readTextFile(file: string, { option, allowed }: FileReference): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const problem = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`;
    throw new InputError(
      { subject: option, value: file, problem, allowed: allowed ?? undefined },
      { cause: error },
    );
  }
}

function parseJson(file: string, text: string, { option }: FileReference): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError(
      { subject: option, value: file, problem: `is not JSON (${reason})` },
      { cause: error },
    );
  }
}
