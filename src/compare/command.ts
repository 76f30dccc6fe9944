import { renderComparisonAs } from './comparison-format.js';
import { shortList } from '../documents/short-list.js';
import { plainStyle } from '../documents/text-style.js';
import type { Command } from '../cli/command.js';
import { type ExitCode, exitCode } from '../cli/exit-code.js';
import { checkOutputFile } from '../cli/output-file.js';
import { writeOutput } from '../cli/results-output.js';
import { say } from '../cli/message.js';
import type { Terminal } from '../cli/terminal.js';
import { appendGithubSummary, githubSummaryFile } from './github-summary.js';
import { type CompareCommandOptions, compareOptionGroups } from './options.js';

export const compareCommand: Command = {
  name: 'compare',
  summary: 'Compare two sets of results: per scenario and metric better, same, worse or unknown.',
  examples: [
    {
      purpose: 'the same seeds before and after a change; exit 4 if something is worse',
      commandLine: 'guestperf-sim compare before.json after.json',
    },
    {
      purpose: 'in continuous integration, with limits of your own',
      commandLine:
        "guestperf-sim compare base head --threshold 'total-time<5%,downtime<=300ms' --github-summary",
    },
    {
      purpose: 'reports of real migrations, as guestperf writes them, in two folders',
      commandLine: 'guestperf-sim compare reports/qemu-9.1 reports/qemu-9.2',
    },
  ],
  operands: [
    {
      key: 'base',
      placeholder: 'BASE',
      description: 'results before: a file, or a folder with all that is in it',
    },
    { key: 'head', placeholder: 'HEAD', description: 'results after, likewise' },
  ],
  optionGroups: compareOptionGroups,
  execute: (values, terminal) => compare(values as CompareCommandOptions, terminal),
};

async function compare(options: CompareCommandOptions, terminal: Terminal): Promise<ExitCode> {
  checkOutputFile(options.output);
  const summaryFile = options.githubSummary ? githubSummaryFile(terminal) : null;
  const [{ compareSides }, { readSide }] = await Promise.all([
    import('./compare.js'),
    import('./result-files.js'),
  ]);
  const note = (file: string): void => say(terminal, `note: ${file}: no results, passed over`);
  const document = compareSides(
    readSide(options.base, 'BASE', note),
    readSide(options.head, 'HEAD', note),
    { ...options, noise: options.noise / 100, thresholds: options.threshold },
  );
  await writeOutput(
    (style) => renderComparisonAs(document, options.format, style),
    options,
    terminal,
  );
  if (summaryFile !== null) {
    const markdown = await renderComparisonAs(document, 'markdown', plainStyle);
    appendGithubSummary(summaryFile, markdown);
  }
  const { failures, thresholds } = document;
  const isShown = options.format === 'table' && options.output === null && thresholds.length > 0;
  for (const failure of isShown ? [] : shortList(failures)) say(terminal, failure);
  return failures.length > 0 ? exitCode.regression : exitCode.done;
}
