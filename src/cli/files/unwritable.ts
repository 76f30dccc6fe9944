import { constants } from 'node:os';
import { getSystemErrorMap } from 'node:util';
import { InputError } from '../../input/input-error.js';

/** The error of a file that the file system refuses; another error stays what it is. */
export function unwritable(file: string, option: string, cause: unknown): unknown {
  const reason = systemReason(cause);
  if (reason === null) return cause;
  const problem = `cannot be written: ${reason}`;
  return new InputError({ subject: option, value: file, problem }, { cause });
}

/**
 * Does what a file system may refuse.
 *
 * @throws InputError naming the file and its option if it does
 */
export function attemptWrite<Value>(file: string, option: string, work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    throw unwritable(file, option, error);
  }
}

/** Why the system refused a call: `no space left on device (ENOSPC)`; null if it was not the system. */
export function systemReason(cause: unknown): string | null {
  const { code, errno } = cause as NodeJS.ErrnoException;
  if (code === undefined || errno === undefined) return null;
  return `${getSystemErrorMap().get(errno)?.[1] ?? 'refused'} (${code})`;
}

/** An error as a call of the system throws it. */
export function systemError(code: keyof typeof constants.errno): NodeJS.ErrnoException {
  return Object.assign(new Error(code), { code, errno: -constants.errno[code] });
}
