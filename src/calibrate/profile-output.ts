import { basename } from 'node:path';
import { checkOutputFile, writeOutputFile } from '../cli/output-file.js';
import { jsonText } from '../documents/answer.js';
import { InputError } from '../input/input-error.js';
import { hostNameSchema, type HostProfile } from '../profiles/host-profile.js';
import type { CalibrateOptions } from './options.js';

/** Where a host profile goes, and what it is called. */
export interface ProfileOutput {
  readonly file: string;
  /** The option that named the file, for errors. */
  readonly option: string;
  readonly name: string;
}

/**
 * The file of `--output`, or of `--out`, which is the same.
 *
 * @throws InputError if there is none, or it gives no name
 */
export function profileOutput(options: CalibrateOptions): ProfileOutput {
  const { out, output } = options;
  if (out !== null && output !== null) {
    throw new InputError({ subject: '--out', value: out, problem: 'contradicts --output' });
  }
  const option = out === null ? '--output' : '--out';
  const file = output ?? out;
  if (file === null) {
    throw new InputError({ subject: option, problem: 'missing', allowed: 'the path of a file' });
  }
  return { file, option, name: profileName(options.name, file, option) };
}

/** @throws InputError before the work if the file cannot be written after it */
export function checkProfileOutput({ file, option }: ProfileOutput): void {
  checkOutputFile(file, option);
}

export function writeProfile({ file, option }: ProfileOutput, host: HostProfile): void {
  writeOutputFile(file, jsonText(host), option);
}

function profileName(name: string | null, file: string, option: string): string {
  const chosen = name ?? basename(file, '.json');
  if (hostNameSchema.safeParse(chosen).success) return chosen;
  throw new InputError({
    subject: name === null ? option : '--name',
    value: chosen,
    problem: 'is not a name for a profile',
    allowed: 'lower-case letters, digits and hyphens',
  });
}
