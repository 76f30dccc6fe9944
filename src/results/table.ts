import { endingNotes } from './ending-notes.js';
import { framedTable } from '../documents/framed-table.js';
import { type ModeGroup, type RamsizeBlock, ramsizeBlocks } from './ramsize-block.js';
import { resultRow } from './result-row.js';
import type { RunRecord } from './run-record.js';
import type { TextStyle } from '../documents/text-style.js';
import { wrapWords } from '../documents/wrap-words.js';

const header = [
  '',
  'totaltime\n(ms)',
  'downtime\n(ms)',
  'iteration\ncount',
  'max throttle\npercent',
];

/** Widths of the published tables, without padding. */
const publishedWidths = [10, 9, 8, 9, 12];

/**
 * The tables of the QEMU cover letters, one for each load: a block of rows for each mode, a row
 * for each repeat. Columns widen when a value needs it. Lines under a table say which runs did
 * not complete, and why.
 */
export function renderTables(records: readonly RunRecord[], style: TextStyle): string {
  return ramsizeBlocks(records)
    .map((block) => renderBlock(block, style))
    .join('\n');
}

function renderBlock(block: RamsizeBlock, style: TextStyle): string {
  const rows = block.groups.map(groupCells);
  const table = framedTable([header, ...rows], publishedWidths);
  const title = style.title(`ramsize: ${block.stressMib}MB`);
  const notes = endingNotes(block).map((note) => style.warning(note));
  return [title, table, ...notes].map((line) => `${line}\n`).join('');
}

/** The repeats of a mode are one row of the frame: no line is drawn between them. */
function groupCells(group: ModeGroup): string[] {
  const name = wrapWords(group.mode, publishedWidths[0]).join('\n');
  const rows = group.records.map(resultRow);
  return [name, ...[0, 1, 2, 3].map((column) => rows.map((row) => row[column]).join('\n'))];
}
