import { setImmediate as nextTurn } from 'node:timers/promises';
import { InputError } from '../input/input-error.js';
import type { Command } from '../cli/command.js';
import { type ExitCode, exitCode } from '../cli/exit-code.js';
import { checkDistinct, checkOutputFile, isSameFile, OutputFile } from '../cli/output-file.js';
import { counted } from '../sweep/plan.js';
import { recordedCommands } from '../sweep/run-commands.js';
import { SweepViews } from '../sweep/views.js';
import { say, writeData } from '../cli/message.js';
import type { Terminal } from '../cli/terminal.js';
import { versionText } from '../program-version.js';
import { mergedRecords, sweepOf } from './merge-parts.js';
import { type MergeOptions, mergeOptionGroups } from './options.js';
import { PartFile } from './part-file.js';

/** What `--output` takes for stdout. */
const stdoutName = '-';

/** Records between two looks at signals. */
const recordsPerTurn = 1024;

export const mergeCommand: Command = {
  name: 'merge',
  summary:
    'Put the parts of a sweep together: byte for byte the file of the whole sweep, or an error that ' +
    'names the runs that are missing or there twice.',
  operands: [
    { key: 'files', placeholder: 'FILE', description: 'a part of the sweep', variadic: true },
  ],
  examples: [
    {
      purpose: 'all shards of a sweep',
      commandLine: 'guestperf-sim merge part-*.ndjson --output sweep.ndjson',
    },
    {
      purpose: 'the records of a part that is done, for another program',
      commandLine: 'guestperf-sim merge sweep.ndjson --output - | jq .total_time_ms',
    },
    {
      purpose: 'a two-way table and a heat map of a sweep that is done',
      commandLine:
        'guestperf-sim merge sweep.ndjson --pivot downtime:stress-mem:mode --html sweep.html',
    },
  ],
  optionGroups: mergeOptionGroups,
  execute: (values, terminal) => merge(values as MergeOptions, terminal),
};

async function merge(options: MergeOptions, terminal: Terminal): Promise<ExitCode> {
  checkFiles(options);
  const parts = options.files.map((path) => new PartFile(path));
  const { format, record } = sweepOf(parts);
  const pointKeys = Object.keys(record.place.point);
  const views = new SweepViews(options, pointKeys, false, recordedCommands());
  const header = format.header;
  const runs = await writeMerged(parts, header, views, options.output, terminal);
  if (runs === null) {
    say(terminal, options.output === stdoutName ? 'interrupted' : 'interrupted: nothing written');
    return exitCode.interrupted;
  }
  const size = `merged: ${counted(runs, 'run')} of ${counted(parts.length, 'file')}`;
  say(terminal, size);
  await views.show([versionText.trim(), size], null, terminal);
  return exitCode.done;
}

/** @returns the number of runs; null after an interruption */
async function writeMerged(
  parts: readonly PartFile[],
  header: string,
  views: SweepViews,
  output: string | null,
  { interruption, out }: Terminal,
): Promise<number | null> {
  const file = output === null || output === stdoutName ? null : new OutputFile(output, '--output');
  const append = (text: string): void => {
    if (output === stdoutName) writeData(out, text);
    else file?.append(text);
  };
  try {
    let runs = 0;
    append(header);
    for (const record of mergedRecords(parts)) {
      append(record.text);
      views.take(record);
      runs++;
      if (runs % recordsPerTurn !== 0) continue;
      await nextTurn();
      if (interruption.aborted) return null;
    }
    file?.commit();
    return runs;
  } finally {
    file?.discard();
  }
}

function checkFiles({ files, output, pivot, html }: MergeOptions): void {
  const double = files.find((file, index) => files.indexOf(file) < index);
  if (double !== undefined) {
    throw new InputError({ subject: 'merge', value: double, problem: 'is given twice' });
  }
  checkOutputFile(html, '--html');
  checkNoPart(files, '--html', html);
  if (output === stdoutName) {
    if (pivot.length === 0) return;
    const problem = 'contradicts --pivot, which prints there too';
    throw new InputError({ subject: '--output', value: output, problem });
  }
  checkOutputFile(output);
  checkDistinct([
    ['--output', output],
    ['--html', html],
  ]);
  checkNoPart(files, '--output', output);
  if (output === null) {
    if (pivot.length > 0 || html !== null) return;
    throw new InputError({
      subject: '--output',
      problem: 'missing',
      allowed: 'the path of a file',
    });
  }
}

function checkNoPart(parts: readonly string[], option: string, file: string | null): void {
  if (file === null || !parts.some((part) => isSameFile(part, file))) return;
  const problem = 'is one of the files to merge';
  throw new InputError({ subject: option, value: file, problem });
}
