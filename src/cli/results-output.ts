import type { ResultsDocument } from '../results/results-document.js';
import type { RunRecord } from '../results/run-record.js';
import { type Answer, renderAnswer } from '../documents/answer.js';
import { plainStyle, type TextStyle } from '../documents/text-style.js';
import { textStyle } from './color.js';
import type { OptionValues } from './options/option.js';
import type { outputOptions } from './options/shared-options.js';
import { say, writeData } from './message.js';
import { writeOutputFile } from './output-file.js';
import type { Terminal } from './terminal.js';

type OutputOptions = OptionValues<typeof outputOptions>;

/**
 * Prints results, or writes them to the file of `--output`. A table that is printed is the letter's and nothing more:
 * under which conditions it was simulated is said on stderr, above it.
 *
 * @param remarks what else there is to say about the conditions, a line each
 */
export async function writeResults(
  document: ResultsDocument,
  options: OutputOptions,
  terminal: Terminal,
  remarks: readonly string[] = [],
): Promise<void> {
  const { resultsAnswer } = await import('../results/results-answer.js');
  const isApart = await sayConditions(document.results, options, terminal);
  for (const remark of isApart ? remarks : []) say(terminal, remark);
  return writeAnswer(resultsAnswer(document, !isApart), options, terminal);
}

/**
 * Says above a table on stdout under which conditions its runs were simulated.
 *
 * @returns whether it did: elsewhere the results say it themselves
 */
export async function sayConditions(
  records: readonly RunRecord[],
  { format, output }: Pick<OutputOptions, 'format' | 'output'>,
  terminal: Terminal,
): Promise<boolean> {
  if (format !== 'table' || output !== null || records.length === 0) return false;
  const { conditionsOf } = await import('../results/result-tables.js');
  say(terminal, conditionsOf(records).text());
  return true;
}

/** Prints an answer in the form that is asked for, or writes it to the file of `--output`. */
export async function writeAnswer(
  answer: Answer,
  options: OutputOptions,
  terminal: Terminal,
): Promise<void> {
  const { format, output } = options;
  const render = (style: TextStyle): Promise<string> => renderAnswer(answer, format, style);
  if (format !== 'csv' || output !== null) return writeOutput(render, options, terminal);
  writeData(terminal.out, await render(plainStyle));
}

/** Prints a text, or writes it to the file of `--output`. */
export async function writeOutput(
  render: (style: TextStyle) => string | Promise<string>,
  { output, color }: Pick<OutputOptions, 'output' | 'color'>,
  { out, environment }: Terminal,
): Promise<void> {
  if (output === null) out.write(await render(await textStyle(color, out, environment)));
  else writeOutputFile(output, await render(plainStyle));
}
