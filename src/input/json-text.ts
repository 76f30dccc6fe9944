import { InputError } from './input-error.js';

/**
 * Parses JSON from a file that the user named.
 *
 * @param option the option that named it, for errors
 * @param problem what the error says before the parser's own words
 * @throws InputError if it is not JSON
 */
export function parseJson(
  text: string,
  file: string,
  option: string,
  problem = 'is not JSON',
): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const reason = `${problem} (${(cause as SyntaxError).message})`;
    throw new InputError({ subject: option, value: file, problem: reason }, { cause });
  }
}

/** What a text is as JSON; undefined if it is none. */
export function attemptJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
