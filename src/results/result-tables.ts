import {
  column,
  type Document,
  groupedTable,
  line,
  section,
  warning,
} from '../documents/document.js';
import { whole } from '../documents/number-format.js';
import { groupBy } from '../documents/group-by.js';
import { endingNotes } from './ending-notes.js';
import { intervalNotes } from './interval-notes.js';
import { Conditions } from './conditions-note.js';
import type { RunRecord } from './run-record.js';

/** The columns of the cover letters, as wide as there. */
const letterColumns = [
  column({ text: '', markdown: 'mode' }, 'text', { minWidth: 10, wrapWidth: 10, isShared: true }),
  column('repeat', 'number', { only: 'markdown' }),
  column({ text: 'totaltime\n(ms)', markdown: 'total time (ms)' }, 'number', { minWidth: 9 }),
  column('downtime\n(ms)', 'number', { minWidth: 8 }),
  column('iteration\ncount', 'number', { minWidth: 9 }),
  column({ text: 'max throttle\npercent', markdown: 'max throttle' }, 'number', { minWidth: 12 }),
];

const comparisonColumns = [
  column('scenario', 'text'),
  column('QEMU', 'text'),
  column('total time (ms)'),
  column('downtime (ms)'),
  column('iterations'),
  column('max throttle'),
  column('ending'),
];

/**
 * The tables of the QEMU cover letters, one for each load: a group of rows for each mode, a row for
 * each repeat. Lines under a table say which runs did not complete, and why.
 */
export function letterTables(records: readonly RunRecord[]): Document {
  const loads = groupBy(records, ({ stress_mem_mb }) => stress_mem_mb);
  return Array.from(loads, ([stressMib, ofLoad]) => {
    const modes = groupBy(ofLoad, ({ mode }) => mode);
    const rows = Array.from(modes, ([mode, runs]) =>
      runs.map((run) => [mode, `${run.repeat}`, ...figureTexts(run)]),
    );
    const scopeOf = (mode: string): string => (modes.size > 1 ? `${mode}, ` : '');
    const intervals = Array.from(modes, ([mode, runs]) => intervalNotes(runs, scopeOf(mode)));
    const notes = Array.from(modes, ([mode, runs]) => endingNotes(runs, scopeOf(mode)));
    return section(`ramsize: ${stressMib}MB`, [
      groupedTable(letterColumns, rows),
      ...intervals.flat().map(line),
      ...notes.flat().map(warning),
    ]);
  });
}

/**
 * A table for each comparison of guestperf, named by the first part of a scenario's name.
 *
 * @param hasConditions whether a line under them says under which conditions they were simulated
 */
export function comparisonTables(records: readonly RunRecord[], hasConditions: boolean): Document {
  const groups = groupBy(records, ({ scenario }) => scenario.slice(0, scenario.indexOf('/')));
  const tables = Array.from(groups, ([name, runs]) =>
    section(name, [groupedTable(comparisonColumns, [runs.map(comparisonRow)])]),
  );
  const isShown = hasConditions && records.length > 0;
  return isShown ? [...tables, conditionsOf(records).section()] : tables;
}

/** Under which conditions runs were simulated. */
export function conditionsOf(records: readonly RunRecord[]): Conditions {
  const conditions = new Conditions();
  for (const record of records) {
    conditions.take((name) =>
      name === 'parameters_ram_in_use' ? record.parameters['ram_in_use'] : record[name],
    );
  }
  return conditions;
}

function comparisonRow(record: RunRecord): string[] {
  const { mode, reason, repeat, status, version } = record;
  const name = repeat === 1 ? mode : `${mode} (repeat ${repeat})`;
  return [name, version, ...figureTexts(record), reason === null ? status : `${status}: ${reason}`];
}

/** The four figures of a published row; `-` where a run that did not complete has no downtime. */
export function figureTexts(
  run: Pick<RunRecord, 'total_time_ms' | 'downtime_ms' | 'iterations' | 'max_throttle_percent'>,
): string[] {
  const throttle = `${run.max_throttle_percent}%`;
  return [whole(run.total_time_ms), whole(run.downtime_ms), String(run.iterations), throttle];
}
