import { recordedAnswer } from './recorded-answer.js';
import { recordedDocument } from './recorded-record.js';
import { validateRecorded } from './recorded-validation.js';
import type { HostProfile } from '../profiles/host-profile.js';
import { loadHostProfile, shipped } from '../profiles/profile-files.js';
import type { GivenLoad } from '../guestperf/recorded-scenario.js';
import { InputError } from '../input/input-error.js';
import { readTextFile } from '../profiles/json-file.js';
import { writeAnswer } from '../cli/results-output.js';
import type { Terminal } from '../cli/terminal.js';
import { standInOf } from './stand-in.js';
import type { GatedError } from './command.js';
import type { ValidateOptions } from './options.js';

/** Predicts recorded migrations and prints both. */
export async function validateRecordings(
  options: ValidateOptions,
  terminal: Terminal,
): Promise<GatedError[]> {
  const host = recordedHost(options);
  const load = givenLoad(options);
  const standIn = standInOf(options);
  const document = recordedDocument(
    recordingFiles(options).map(({ path, text }) =>
      validateRecorded(path, text, host, load, standIn),
    ),
  );
  await writeAnswer(recordedAnswer(document), options, terminal);
  return [{ of: 'recordings', percent: document.summary.total_time_mape_percent }];
}

/** A recording as it was read. */
export interface RecordingFile {
  readonly path: string;
  readonly text: string;
}

/** The recordings that the command line names, all of them read. */
export function recordingFiles({ recorded }: ValidateOptions): readonly RecordingFile[] {
  return recorded.map((path) => ({ path, text: readTextFile(path, { option: '--recorded' }) }));
}

/** What the command line says of the recorded guest. */
export function givenLoad({ stressMem, workload }: ValidateOptions): GivenLoad {
  if (stressMem !== null && workload !== null) {
    throw new InputError({ subject: '--stress-mem', problem: 'contradicts --workload' });
  }
  return { ...(stressMem !== null && { stressMem }), ...(workload !== null && { workload }) };
}

/** The host of recordings, which the command line has to name. */
export function recordedHost({ host }: ValidateOptions): HostProfile {
  if (host !== null) return loadHostProfile(host);
  throw new InputError({
    subject: '--host',
    problem: 'missing: recordings need the profile of their hosts',
    allowed: `${shipped.host().join(', ')}, or the path of a profile file`,
  });
}
