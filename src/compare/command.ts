import type { MetricName } from './comparison-metric.js';
import type { CompareOptions } from './compare.js';
import type { ComparisonFormat } from './comparison-format.js';
import { shortList } from '../documents/short-list.js';
import { plainStyle, type TextStyle } from '../documents/text-style.js';
import { InputError } from '../input/input-error.js';
import type { Command, Operand } from '../cli/command.js';
import { type ExitCode, exitCode } from '../cli/exit-code.js';
import { missingOperand } from '../cli/operands.js';
import { checkDistinct, checkOutputFile, writeOutputFile } from '../cli/output-file.js';
import { writeOutput } from '../cli/results-output.js';
import { say } from '../cli/message.js';
import type { Terminal } from '../cli/terminal.js';
import { appendGithubSummary, githubSummaryFile } from './github-summary.js';
import { type CompareCommandOptions, compareOptionGroups } from './options.js';
import { setLabels } from './set-labels.js';

type Note = (file: string) => void;

/** What a trend shows unless `--metrics` says otherwise: what decides the exit status. */
const trendMetrics: readonly MetricName[] = ['total-time', 'downtime'];

const baseOperand: Operand = {
  key: 'base',
  placeholder: 'BASE',
  description: 'results before: a file, or a folder with all that is in it',
  optional: true,
};

const headOperand: Operand = {
  key: 'heads',
  placeholder: 'HEAD',
  description: 'results after, likewise; several are each compared with BASE',
  variadic: true,
  optional: true,
};

export const compareCommand: Command = {
  name: 'compare',
  summary: 'Compare sets of results: per scenario and metric better, same, worse or unknown.',
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
      purpose: 'the trend over a folder with the results of each version, as charts too',
      commandLine: 'guestperf-sim compare --history results --html trend.html',
    },
    {
      purpose: 'reports of real migrations, as guestperf writes them, in two folders',
      commandLine: 'guestperf-sim compare reports/qemu-9.1 reports/qemu-9.2',
    },
  ],
  operands: [baseOperand, headOperand],
  optionGroups: compareOptionGroups,
  execute(values, terminal, written) {
    const options = values as CompareCommandOptions;
    const isChosen = options.history === null || written.has('metrics');
    const metrics = isChosen ? options.metrics : trendMetrics;
    return compare({ ...options, metrics }, terminal);
  },
};

/** What was found, in whichever form. */
interface Found {
  readonly failures: readonly string[];
  readonly hasChecks: boolean;
  render(format: ComparisonFormat, style: TextStyle): Promise<string>;
}

async function compare(options: CompareCommandOptions, terminal: Terminal): Promise<ExitCode> {
  checkOutputFile(options.output);
  checkOperands(options);
  const summaryFile = options.githubSummary ? githubSummaryFile(terminal) : null;
  const note = (file: string): void => say(terminal, `note: ${file}: no results, passed over`);
  const { failures, hasChecks, render } =
    options.history === null
      ? await compareSets(options, note)
      : await compareFolder(options.history, options, note);
  await writeOutput((style) => render(options.format, style), options, terminal);
  if (summaryFile !== null) {
    appendGithubSummary(summaryFile, await render('markdown', plainStyle));
  }
  const isShown = options.format === 'table' && options.output === null && hasChecks;
  for (const failure of isShown ? [] : shortList(failures)) say(terminal, failure);
  return failures.length > 0 ? exitCode.regression : exitCode.done;
}

/** @throws InputError unless there are two sets to compare, or a history instead */
function checkOperands({ base, heads, history, html }: CompareCommandOptions): void {
  if (history !== null) {
    if (base === null) return;
    const problem = 'BASE and HEAD contradict it: the sets are those of its folder';
    throw new InputError({ subject: '--history', problem });
  }
  if (html !== null) throw new InputError({ subject: '--html', problem: 'needs --history' });
  if (base === null) throw missingOperand('compare', baseOperand);
  if (heads.length === 0) throw missingOperand('compare', headOperand);
}

async function compareSets(options: CompareCommandOptions, note: Note): Promise<Found> {
  const [{ compareSides }, { readSide }, formats] = await Promise.all([
    import('./compare.js'),
    import('./result-files.js'),
    import('./comparison-format.js'),
  ]);
  const base = readSide(options.base!, 'BASE', note);
  const comparisons = options.heads.map((path) =>
    compareSides(base, readSide(path, 'HEAD', note), comparisonOptions(options)),
  );
  const hasChecks = options.threshold.length > 0;
  const [only] = comparisons;
  if (comparisons.length === 1) {
    const { failures, thresholds } = only;
    const render: Found['render'] = (format, style) =>
      formats.renderComparisonAs(only, format, style);
    return { failures, hasChecks: thresholds.length > 0, render };
  }
  const { comparisonsDocument } = await import('./sets-record.js');
  const [baseLabel, ...labels] = setLabels([options.base!, ...options.heads]);
  const sets = comparisons.map((comparison, index) => ({ label: labels[index], comparison }));
  const document = comparisonsDocument(baseLabel, sets);
  return {
    failures: document.failures,
    hasChecks,
    render: (format, style) => formats.renderSetsAs(document, format, style),
  };
}

async function compareFolder(
  folder: string,
  options: CompareCommandOptions,
  note: Note,
): Promise<Found> {
  const [{ compareHistory }, { readHistory }, formats] = await Promise.all([
    import('./history.js'),
    import('./history-sets.js'),
    import('./comparison-format.js'),
  ]);
  checkOutputFile(options.html, '--html');
  checkDistinct([
    ['--output', options.output],
    ['--html', options.html],
  ]);
  const history = compareHistory(folder, readHistory(folder, note), comparisonOptions(options));
  if (options.html !== null) {
    const { historyPage } = await import('./history-page.js');
    writeOutputFile(options.html, historyPage(history.document), '--html');
  }
  return {
    failures: history.document.failures,
    hasChecks: false,
    render: (format, style) => formats.renderHistoryAs(history, format, style),
  };
}

function comparisonOptions(options: CompareCommandOptions): CompareOptions {
  return { ...options, noise: options.noise / 100, thresholds: options.threshold };
}
