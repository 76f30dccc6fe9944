import { readFileSync } from 'node:fs';
import type * as z from 'zod/mini';
import { InputError } from '../input/input-error.js';
import { parseJson } from '../input/json-text.js';
import { checkedDocument } from '../input/schema-problem.js';

/** Where a file was named, for errors. */
interface FileReference {
  /** The option that names it. */
  readonly option: string;
  /** What the option accepts, where that can be listed. */
  readonly allowed?: string;
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
  const document = parseJson(readTextFile(file, reference), file, reference.option);
  return checkedDocument(schema, document, file);
}

/**
 * Reads a text file that the user named, without the byte-order mark that some editors put in front.
 *
 * @throws InputError naming the option
 */
export function readTextFile(file: string, { option, allowed }: FileReference): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw unreadable(file, option, error, allowed);
  }
}

/** What the codes of Node.js and of the operating system mean for somebody who named a file. */
const problems: Readonly<Record<string, string>> = {
  EACCES: 'may not be read',
  EISDIR: 'is a folder, not a file',
  ELOOP: 'is a loop of symbolic links',
  ENAMETOOLONG: 'is a longer name than the file system allows',
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist: what should be a folder is a file',
  ERR_FS_FILE_TOO_LARGE: 'is too large to be read',
  ERR_INVALID_ARG_VALUE: 'is not a path: it has a NUL character',
  ERR_STRING_TOO_LONG: 'is too large to be read',
};

/** The error of a file or folder that the file system does not give. */
export function unreadable(
  file: string,
  option: string,
  cause: unknown,
  allowed?: string,
): InputError {
  const { code = 'of no known cause' } = cause as NodeJS.ErrnoException;
  const problem = problems[code] ?? `cannot be read (${code})`;
  return new InputError({ subject: option, value: file, problem, allowed }, { cause });
}
