import { groupBy } from '../documents/group-by.js';
import { markdownTable } from '../documents/markdown-table.js';
import { signed } from '../documents/number-format.js';
import type { CellValidation, Spread, ValidationDocument } from './validation-record.js';
import { summaryCells, summaryHeader } from './validation-table.js';

const header = [
  'ramsize',
  'mode',
  'rows',
  'published total time (ms)',
  'simulated, median and range',
  'error',
  'downtime error',
  'published iterations',
  'simulated',
  'published max throttle',
  'simulated',
];

/** A table for each published reference, a row for each cell, and the summary. */
export function renderValidationMarkdown({ results, summary }: ValidationDocument): string {
  const references = groupBy(results, ({ reference, host }) => `${reference} on ${host}`);
  const tables = Array.from(references, ([title, cells]) => [
    `**${title}**`,
    '',
    ...markdownTable(header, cells.map(cellRow), 3),
    '',
  ]);
  const rows = summary.map((group) => summaryCells(group).map(oneLine));
  return [
    ...tables.flat(),
    '**summary**',
    '',
    ...markdownTable(summaryHeader.map(oneLine), rows, 2),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

function cellRow(cell: CellValidation): string[] {
  const { published, simulated, error } = cell;
  return [
    `${cell.stress_mem_mb}MB`,
    cell.mode,
    cell.group,
    range(published.total_time_ms),
    `${Math.round(simulated.total_time_ms.median)}, ${range(simulated.total_time_ms)}`,
    signed(error.total_time_percent, '%'),
    error.downtime_percent === null ? '-' : signed(error.downtime_percent, '%'),
    range(published.iterations),
    range(simulated.iterations),
    `${range(published.max_throttle_percent)}%`,
    `${range(simulated.max_throttle_percent)}%`,
  ];
}

function range({ min, max }: Spread): string {
  const [low, high] = [Math.round(min), Math.round(max)];
  return low === high ? String(low) : `${low}..${high}`;
}

function oneLine(text: string): string {
  return text.replaceAll('\n', ' ');
}
