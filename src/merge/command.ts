import { resolve } from 'node:path';
import { InputError } from '../input/input-error.js';
import { AtomicFile } from '../cli/atomic-file.js';
import { textStyle } from '../cli/color.js';
import type { Command } from '../cli/command.js';
import { type ExitCode, exitCode } from '../cli/exit-code.js';
import { checkOutputFile } from '../cli/output-file.js';
import { counted } from '../sweep/plan.js';
import { SweepViews } from '../sweep/views.js';
import type { Terminal } from '../cli/terminal.js';
import { versionText } from '../cli/version.js';
import { mergedRecords } from './merge-parts.js';
import { type MergeOptions, mergeOptionGroups } from './options.js';
import { PartFile } from './part-file.js';

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
      purpose: 'a two-way table and a heat map of a sweep that is done',
      commandLine:
        'guestperf-sim merge sweep.ndjson --pivot downtime:stress-mem:mode --html sweep.html',
    },
  ],
  optionGroups: mergeOptionGroups,
  execute: (values, terminal) => merge(values as MergeOptions, terminal),
};

async function merge(options: MergeOptions, terminal: Terminal): Promise<ExitCode> {
  await checkFiles(options);
  const parts = options.files.map((path) => new PartFile(path));
  const first = parts.find(({ head }) => head !== null);
  const pointKeys = Object.keys(first?.head?.place.point ?? {});
  const views = new SweepViews(options, pointKeys, false);
  const runs = writeMerged(parts, first?.format.header ?? '', views, options.output);
  const size = `merged: ${counted(runs, 'run')} of ${counted(parts.length, 'file')}`;
  terminal.err.write(`${size}\n`);
  await views.writePage([versionText.trim(), size]);
  const style = await textStyle(options.color, terminal.out, terminal.environment);
  if (views.isPrinted) terminal.out.write(views.text(style));
  return exitCode.done;
}

/** @returns the number of runs */
function writeMerged(
  parts: readonly PartFile[],
  header: string,
  views: SweepViews,
  output: string | null,
): number {
  const file = output === null ? null : new AtomicFile(output, '--output');
  try {
    let runs = 0;
    file?.append(header);
    for (const record of mergedRecords(parts)) {
      file?.append(record.text);
      views.take(record);
      runs++;
    }
    file?.commit();
    return runs;
  } finally {
    file?.discard();
  }
}

async function checkFiles({ files, output, pivot, html }: MergeOptions): Promise<void> {
  const double = files.find((file, index) => files.indexOf(file) < index);
  if (double !== undefined) {
    throw new InputError({ subject: 'merge', value: double, problem: 'is given twice' });
  }
  if (html !== null) await checkOutputFile(html, '--html');
  if (output === null) {
    if (pivot.length > 0 || html !== null) return;
    throw new InputError({
      subject: '--output',
      problem: 'missing',
      allowed: 'the path of a file',
    });
  }
  await checkOutputFile(output);
  if (files.some((file) => resolve(file) === resolve(output))) {
    const problem = 'is one of the files to merge';
    throw new InputError({ subject: '--output', value: output, problem });
  }
}
