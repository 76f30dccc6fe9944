import { resolve } from 'node:path';
import { type ExitCode, exitCode } from '../../cli/exit-code.js';
import { writeOutput } from '../../cli/results-output.js';
import type { Terminal } from '../../cli/terminal.js';
import { renderText } from '../../documents/text-document.js';
import type { GivenLoad } from '../../guestperf/recorded-scenario.js';
import { InputError } from '../../input/input-error.js';
import { readTextFile } from '../../profiles/json-file.js';
import { loadHostProfile, loadWorkloadProfile } from '../../profiles/profile-files.js';
import type { CalibrateOptions } from '../options.js';
import { checkProfileOutput, profileOutput, writeProfile } from '../profile-output.js';
import { toldCalibration } from '../told-calibration.js';
import type { RunText } from './recorded-calibration.js';
import { recordedTable } from './recorded-table.js';

/** Makes a host profile of runs of the user's own. */
export async function calibrateOnRuns(
  options: CalibrateOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const start = loadHostProfile(options.start ?? 'generic-10g', '--start');
  const given = givenLoad(options);
  const output = profileOutput(options);
  checkProfileOutput(output);
  const runs = runTexts(options.recorded);
  const calibration = await toldCalibration(
    { runs, start, options: { name: output.name, given, qemu: options.qemu } },
    terminal,
  );
  if (calibration === null) return exitCode.interrupted;
  writeProfile(output, calibration.host);
  const target = { color: options.color, output: null };
  await writeOutput((style) => renderText(recordedTable(calibration), style), target, terminal);
  return exitCode.done;
}

/** What the command line says of the guests, read. */
function givenLoad({ stressMem, workload }: CalibrateOptions): GivenLoad {
  if (stressMem !== null && workload !== null) {
    throw new InputError({ subject: '--stress-mem', problem: 'contradicts --workload' });
  }
  return {
    ...(stressMem !== null && { stressMem }),
    ...(workload !== null && { workload: loadWorkloadProfile(workload) }),
  };
}

function runTexts(paths: readonly string[]): readonly RunText[] {
  const seen = new Set<string>();
  return paths.map((path) => {
    const place = resolve(path);
    if (seen.has(place)) {
      const problem = 'is named twice: each run counts once';
      throw new InputError({ subject: '--recorded', value: path, problem });
    }
    seen.add(place);
    return { path, text: readTextFile(path, { option: '--recorded' }) };
  });
}
