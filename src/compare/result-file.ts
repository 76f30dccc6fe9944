import { csvRowsOf } from '../documents/csv.js';
import { parseGuestperfReport } from '../guestperf/report-reader.js';
import { InputError } from '../input/input-error.js';
import { readEach } from '../input/first-fault.js';
import { readJson } from '../input/json-text.js';
import { schemaProblem } from '../input/schema-problem.js';
import {
  type ComparableRun,
  comparableRecordSchema,
  RunMaker,
  type Runs,
} from './comparable-run.js';
import { reportedRun } from './recorded-run.js';
import { resultsSchemaName, resultsSchemaPrefix } from '../results/results-document.js';

/**
 * The runs of a file: our JSON document, NDJSON or CSV, or a report of guestperf. Null if it is none of
 * these. Of NDJSON and CSV no more than a record is held beside the runs.
 *
 * @param lines what is in it
 * @param subject the operand that named it, for errors
 * @throws InputError if it is cut short, or a result with something missing
 */
export function readResultFile(
  file: string,
  lines: Iterable<string>,
  subject: string,
): Runs | null {
  const rest = lines[Symbol.iterator]();
  const first = String(rest.next().value ?? '');
  const firstLine = first.trim();
  if (/^scenario,|,total_time_ms,/.test(firstLine)) return csvRuns(file, linesFrom(first, rest));
  if (!firstLine.startsWith('{')) {
    rest.return?.();
    return null;
  }
  if (readJson(firstLine).ok) return lineRuns(file, linesFrom(first, rest), subject);
  const text = [...linesFrom(first, rest)].join('\n');
  const reading = readJson(text);
  if (!reading.ok) throw new InputError({ subject, value: file, problem: reading.problem });
  return documentRuns(file, reading.document as object, text, subject);
}

function* linesFrom(first: string, rest: Iterator<string>): Generator<string> {
  try {
    yield first;
    for (let next = rest.next(); !next.done; next = rest.next()) yield next.value;
  } finally {
    rest.return?.();
  }
}

/** The runs of a report, of our JSON document, or of a record alone. */
function documentRuns(
  file: string,
  document: { readonly schema?: unknown; readonly results?: unknown },
  text: string,
  subject: string,
): Runs | null {
  const maker = new RunMaker(file);
  if ('total_time_ms' in document) return [checkedRun(maker, file, document, 1)];
  if ('progress_history' in document) {
    return [reportedRun(file, parseGuestperfReport(file, text, subject))];
  }
  const { schema, results } = document;
  if (typeof schema !== 'string' || !schema.startsWith(resultsSchemaPrefix)) return null;
  if (schema === resultsSchemaName && Array.isArray(results)) {
    return readEach(results, (record, index) => checkedRun(maker, file, record, index + 1));
  }
  const problem = 'is not a schema of results that this version knows';
  const allowed = resultsSchemaName;
  throw new InputError({ subject: 'schema', file, value: schema, problem, allowed });
}

/**
 * NDJSON: a run a line. A line that is no run, such as the head of a sweep, is passed over; one that is alone is a
 * document.
 */
function lineRuns(file: string, lines: Iterable<string>, subject: string): Runs | null {
  const maker = new RunMaker(file);
  const texts: string[] = [];
  function* records(): Generator<{ readonly record: object; readonly number: number }> {
    let number = 0;
    for (const line of lines) {
      number++;
      if (line.trim() === '') continue;
      // Two are as good as all: what counts is whether the first is alone.
      if (texts.length < 2) texts.push(line);
      const reading = readJson(line, number);
      if (!reading.ok) throw new InputError({ subject, value: file, problem: reading.problem });
      if (isRecord(reading.document)) yield { record: reading.document, number };
    }
  }
  const runs = readEach(records(), ({ record, number }) => checkedRun(maker, file, record, number));
  if (runs.length > 0) return runs;
  const [text] = texts;
  return texts.length === 1 ? documentRuns(file, JSON.parse(text) as object, text, subject) : null;
}

function csvRuns(file: string, lines: Iterable<string>): Runs {
  const maker = new RunMaker(file);
  const rows = csvRowsOf(lines);
  const header: readonly string[] = rows.next().value ?? [];
  return readEach(rows, (row, index) =>
    checkedRun(maker, file, recordOfCsv(header, row), index + 1),
  );
}

/** Columns whose texts may look like numbers. */
const textColumns = ['seed', 'scenario', 'version', 'host_hash', 'program_version'];

/** A record from its cells, of which empty ones are left out. */
function recordOfCsv(header: readonly string[], row: readonly string[]): object {
  const record: Record<string, unknown> = {};
  const parameters: Record<string, string> = {};
  for (const [column, name] of header.entries()) {
    const cell = row[column] ?? '';
    if (cell === '') continue;
    if (name.startsWith('parameters_')) parameters[name.slice('parameters_'.length)] = cell;
    else
      record[name] = textColumns.includes(name) || Number.isNaN(Number(cell)) ? cell : Number(cell);
  }
  return { ...record, parameters, model_version: row[header.indexOf('model_version')] };
}

function checkedRun(maker: RunMaker, file: string, record: unknown, number: number): ComparableRun {
  const checked = comparableRecordSchema.safeParse(record);
  if (checked.success) return maker.simulated(checked.data);
  const { subject, ...problem } = schemaProblem(checked.error.issues, record, []);
  throw new InputError({ ...problem, subject: `run ${number}: ${subject}`, file });
}

function isRecord(document: unknown): document is object {
  return typeof document === 'object' && document !== null && 'total_time_ms' in document;
}
