import type { PlotChoice } from './plot-choice.js';
import { InputError } from '../input/input-error.js';
import { readTextFile } from '../profiles/json-file.js';
import type { Command } from '../cli/command.js';
import { type ExitCode, exitCode } from '../cli/exit-code.js';
import { say } from '../cli/message.js';
import { checkOutputFile } from '../cli/output-file.js';
import { writeOutput } from '../cli/results-output.js';
import type { Terminal } from '../cli/terminal.js';
import { type PlotOptions, plotOptionGroups } from './options.js';

export const plotCommand: Command = {
  name: 'plot',
  summary: 'Draw reports of guestperf, measured or simulated, as one offline page.',
  examples: [
    {
      purpose: 'two simulated migrations over each other, in a page to open from disk',
      commandLine: 'guestperf-sim plot a.json b.json --output migration.html',
    },
    {
      purpose: 'the same at a glance',
      commandLine: 'guestperf-sim plot a.json b.json --terminal',
    },
    {
      purpose: "guestperf-plot's usual chart",
      commandLine:
        'guestperf-sim plot report.json --migration-iters --total-guest-cpu --output migration.html',
    },
  ],
  optionGroups: plotOptionGroups,
  operands: [
    {
      key: 'reports',
      placeholder: 'REPORT',
      description: 'guestperf reports, or results in JSON or NDJSON',
      variadic: true,
    },
  ],
  execute: (values, terminal, written) => plot(values as unknown as PlotOptions, terminal, written),
};

async function plot(
  options: PlotOptions,
  terminal: Terminal,
  written: ReadonlySet<string>,
): Promise<ExitCode> {
  if (options.ascii && !options.terminal) {
    throw new InputError({ subject: '--ascii', problem: 'needs --terminal' });
  }
  checkOutputFile(options.output);
  const { chartsOfFile } = await import('./chart-file.js');
  const { shownRuns } = await import('./shown-runs.js');
  const { charts, note } = shownRuns(
    options.reports.flatMap((file) => chartsOfFile(file, readTextFile(file, { option: 'plot' }))),
  );
  if (note !== null) say(terminal, `note: ${note}`);
  const { emptyChoiceNotes } = await import('./empty-choices.js');
  for (const empty of emptyChoiceNotes(charts, written)) say(terminal, `note: ${empty}`);
  const choice = plotChoice(options);
  const { pageText, terminalText } = await import('./render.js');
  await writeOutput(
    async (style) =>
      options.terminal
        ? terminalText(charts, choice, options, style, terminal)
        : pageText(charts, choice, note),
    options,
    terminal,
  );
  return exitCode.done;
}

/**
 * guestperf-plot draws the charts that are named and refuses to draw none. Here, none named means
 * all of them, and those that guestperf-plot does not have.
 */
function plotChoice(options: PlotOptions): PlotChoice {
  const { migrationIters, totalGuestCpu, splitGuestCpu, qemuCpu, vcpuCpu, align } = options;
  const isAll = ![migrationIters, totalGuestCpu, splitGuestCpu, qemuCpu, vcpuCpu].includes(true);
  return {
    iterations: isAll || migrationIters,
    totalGuest: isAll || totalGuestCpu,
    splitGuest: isAll || splitGuestCpu,
    qemuCpu: isAll || qemuCpu,
    vcpuCpu: isAll || vcpuCpu,
    progress: isAll,
    align,
  };
}
