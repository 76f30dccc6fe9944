import { basename } from 'node:path';
import {
  loadPublishedReference,
  publishedSuites,
  type PublishedReference,
} from '../validate/published-reference.js';
import { jsonText } from '../documents/answer.js';
import { renderText } from '../documents/text-document.js';
import { calibrationTable } from './calibration-table.js';
import { type HostProfile, hostProfileSchema } from '../profiles/host-profile.js';
import { loadHostProfile } from '../profiles/profile-files.js';
import { InputError } from '../input/input-error.js';
import type { Command } from '../cli/command.js';
import { type ExitCode, exitCode } from '../cli/exit-code.js';
import { checkOutputFile, writeOutputFile } from '../cli/output-file.js';
import { ProgressLine } from '../cli/progress-line.js';
import { writeOutput } from '../cli/results-output.js';
import { say } from '../cli/message.js';
import type { Terminal } from '../cli/terminal.js';
import { calibrateInThread } from './calibration-thread.js';
import { type CalibrateOptions, calibrateOptionGroups } from './options.js';

export const calibrateCommand: Command = {
  name: 'calibrate',
  summary: 'Fit a host profile to the original rows of published tables. Takes minutes.',
  examples: [
    {
      purpose: 'the shipped profile of the first published test bed, again',
      commandLine:
        'guestperf-sim calibrate --reference auto-converge-refinements-v1 --rows original \\\n' +
        '    --out smartx-v1.json',
    },
  ],
  optionGroups: calibrateOptionGroups,
  execute: (values, terminal) => calibrateHost(values as CalibrateOptions, terminal),
};

async function calibrateHost(options: CalibrateOptions, terminal: Terminal): Promise<ExitCode> {
  const reference = loadPublishedReference(options.reference ?? missingReference());
  const start = startOf(options, reference);
  const out = options.out ?? missingOut();
  const name = profileName(options, out);
  checkOutputFile(out, '--out');
  checkRows(reference, options.rows);
  const progress = new ProgressLine(terminal);
  const description = `Test bed of the published tables ${reference.name}.`;
  const calibration = await calibrateInThread(
    { reference, start, options: { name, description, modes: [options.rows] } },
    terminal.interruption,
    ({ evaluations, loss }) => progress.show(`${evaluations} evaluations, loss ${loss.toFixed(3)}`),
  ).finally(() => progress.clear());
  if (calibration === null) {
    say(terminal, 'interrupted: no profile written');
    return exitCode.interrupted;
  }
  const { host, loss, evaluations } = calibration;
  writeOutputFile(out, jsonText(host), '--out');
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

function profileName({ name }: CalibrateOptions, out: string): string {
  const chosen = name ?? basename(out, '.json');
  if (hostProfileSchema.shape.name.safeParse(chosen).success) return chosen;
  throw new InputError({
    subject: name === null ? '--out' : '--name',
    value: chosen,
    problem: 'is not a name for a profile',
    allowed: 'lower-case letters, digits and hyphens',
  });
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
    allowed: `${names.join(', ')}, or the path of a file of published tables`,
  });
}

function missingOut(): never {
  throw new InputError({ subject: '--out', problem: 'missing', allowed: 'the path of a file' });
}
