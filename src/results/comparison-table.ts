import { framedTable } from '../documents/framed-table.js';
import { groupBy } from '../documents/group-by.js';
import { escapedMarkdown, markdownTable } from '../documents/markdown-table.js';
import { resultRow } from './result-row.js';
import type { RunRecord } from './run-record.js';
import type { TextStyle } from '../documents/text-style.js';

const header = [
  'scenario',
  'QEMU',
  'total time (ms)',
  'downtime (ms)',
  'iterations',
  'max throttle',
  'ending',
];

/** Columns of text, before those of figures. */
const textColumns = 2;

/** A table for each comparison of guestperf, with a row for each run. */
export function comparisonTables(records: readonly RunRecord[], style: TextStyle): string {
  return comparisonsOf(records)
    .map(({ name, rows }) => `${style.title(name)}\n${framedTable([header, merged(rows)])}\n`)
    .join('\n');
}

/** All rows as one row of the frame: no line is drawn between them. */
function merged(rows: readonly (readonly string[])[]): readonly string[] {
  return header.map((_, column) => rows.map((row) => row[column]).join('\n'));
}

/** The same in Markdown. */
export function comparisonMarkdown(records: readonly RunRecord[]): string {
  return comparisonsOf(records)
    .map(({ name, rows }) => {
      const table = markdownTable(header, rows, textColumns);
      return [`**${escapedMarkdown(name)}**`, '', ...table].map((line) => `${line}\n`).join('');
    })
    .join('\n');
}

/** The runs of each comparison, by the first part of the scenario's name. */
function comparisonsOf(
  records: readonly RunRecord[],
): { readonly name: string; readonly rows: readonly (readonly string[])[] }[] {
  const groups = groupBy(records, ({ scenario }) => scenario.slice(0, scenario.indexOf('/')));
  return Array.from(groups, ([name, ofComparison]) => ({ name, rows: ofComparison.map(rowOf) }));
}

function rowOf(record: RunRecord): readonly string[] {
  const { mode, reason, repeat, status, version } = record;
  const name = repeat === 1 ? mode : `${mode} (repeat ${repeat})`;
  return [name, version, ...resultRow(record), reason === null ? status : `${status}: ${reason}`];
}
