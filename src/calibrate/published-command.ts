import { type ExitCode, exitCode } from '../cli/exit-code.js';
import { writeOutput } from '../cli/results-output.js';
import type { Terminal } from '../cli/terminal.js';
import { compileThoroughly } from '../cli/compilation.js';
import { renderText } from '../documents/text-document.js';
import { InputError } from '../input/input-error.js';
import type { HostProfile } from '../profiles/host-profile.js';
import { loadHostProfile } from '../profiles/profile-files.js';
import { publishedSuites } from '../settings/suite-file.js';
import {
  loadPublishedReference,
  type PublishedReference,
} from '../validate/published-reference.js';
import { calibrationTable } from './calibration-table.js';
import type { CalibrateOptions } from './options.js';
import { checkProfileOutput, profileOutput, writeProfile } from './profile-output.js';
import { onAllCores } from './pooled-calibration.js';
import { calibrateWith } from './shared-calibration.js';

/** Fits a host profile to the original rows of published tables. */
export async function calibrateOnTables(
  options: CalibrateOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const reference = loadPublishedReference(options.reference ?? missingReference());
  const start = startOf(options, reference);
  const output = profileOutput(options);
  checkProfileOutput(output);
  checkRows(reference, options.rows);
  const { name } = output;
  const description = `Test bed of the published tables ${reference.name}.`;
  compileThoroughly();
  const calibration = await onAllCores(options.workers, terminal, (runAll, onImprovement) =>
    calibrateWith(runAll, reference, start, {
      name,
      description,
      modes: [options.rows],
      onImprovement,
    }),
  );
  if (calibration === null) return exitCode.interrupted;
  const { host, loss, evaluations } = calibration;
  writeProfile(output, host);
  const target = { color: options.color, output: null };
  await writeOutput(
    (style) => renderText(calibrationTable(host, loss, evaluations), style),
    target,
    terminal,
  );
  return exitCode.done;
}

/** What the fit leaves as it is: the profile of `--start`, else that of the tables' own host. */
function startOf({ start, qemu }: CalibrateOptions, { name }: PublishedReference): HostProfile {
  const own = publishedSuites().find(({ reference }) => reference === name)?.host;
  const profile = loadHostProfile(start ?? own ?? 'generic-10g', '--start');
  return { ...profile, qemu: qemu ?? profile.qemu };
}

function checkRows({ name, cells }: PublishedReference, rows: string): void {
  if (cells.some(({ mode }) => mode === rows)) return;
  throw new InputError({ subject: '--rows', value: rows, problem: `is not a mode of ${name}` });
}

function missingReference(): never {
  const names = publishedSuites().map(({ reference }) => reference);
  throw new InputError({
    subject: '--reference',
    problem: 'missing',
    allowed: `${names.join(', ')}, the path of a file of published tables, or --recorded with runs of your own`,
  });
}
