import { endingNotes } from './ending-notes.js';
import { escapedMarkdown, markdownTable } from '../documents/markdown-table.js';
import { type RamsizeBlock, ramsizeBlocks } from './ramsize-block.js';
import { resultRow } from './result-row.js';
import type { RunRecord } from './run-record.js';

const header = [
  'mode',
  'repeat',
  'total time (ms)',
  'downtime (ms)',
  'iteration count',
  'max throttle',
];

/** One Markdown table for each load, with a row for each run. */
export function renderMarkdown(records: readonly RunRecord[]): string {
  return ramsizeBlocks(records).map(renderBlock).join('\n');
}

function renderBlock(block: RamsizeBlock): string {
  const rows = block.groups.flatMap((group) =>
    group.records.map((record) => [group.mode, `${record.repeat}`, ...resultRow(record)]),
  );
  const notes = endingNotes(block).flatMap((note) => ['', escapedMarkdown(note)]);
  const lines = [`**ramsize: ${block.stressMib}MB**`, '', ...markdownTable(header, rows, 1)];
  return [...lines, ...notes].map((text) => `${text}\n`).join('');
}
