import { csvRecords } from '../documents/csv.js';
import { parseGuestperfReport } from '../guestperf/report-reader.js';
import { InputError } from '../input/input-error.js';
import { attemptJson } from '../input/json-text.js';
import { schemaProblem } from '../input/schema-problem.js';
import {
  type ComparableRun,
  comparableRecordSchema,
  type Runs,
  simulatedRun,
} from './comparable-run.js';
import { reportedRun } from './recorded-run.js';
import { resultsSchemaName, resultsSchemaPrefix } from '../results/results-document.js';

/**
 * The runs of a file: our JSON document, NDJSON or CSV, or a report of guestperf. Null if it is none of
 * these.
 *
 * @param subject the operand that named it, for errors
 * @throws InputError if it is cut short, or a result with something missing
 */
export function readResultFile(file: string, text: string, subject: string): Runs | null {
  const firstLine = text.slice(0, text.indexOf('\n') + 1 || undefined).trim();
  if (/^scenario,|,total_time_ms,/.test(firstLine)) {
    return csvRecords(text).map((cells, index) => checkedRun(file, recordOfCsv(cells), index + 1));
  }
  if (!firstLine.startsWith('{')) return null;
  const document = attemptJson(text);
  if (document === undefined) return lineRuns(file, text, subject);
  if (isRecord(document)) return [checkedRun(file, document, 1)];
  return documentRuns(file, text, document as object, subject);
}

/** The runs of a report, or of our JSON document. */
function documentRuns(
  file: string,
  text: string,
  document: { readonly schema?: unknown; readonly results?: unknown },
  subject: string,
): Runs | null {
  if ('progress_history' in document) {
    return [reportedRun(file, parseGuestperfReport(file, text, subject))];
  }
  const { schema, results } = document;
  if (typeof schema !== 'string' || !schema.startsWith(resultsSchemaPrefix)) return null;
  if (schema === resultsSchemaName && Array.isArray(results)) {
    return results.map((record: object, index) => checkedRun(file, record, index + 1));
  }
  const problem = 'is not a schema of results that this version knows';
  const allowed = resultsSchemaName;
  throw new InputError({ subject: 'schema', file, value: schema, problem, allowed });
}

/** NDJSON: a run a line. Lines that are not runs, such as the head of a sweep, are passed over. */
function lineRuns(file: string, text: string, subject: string): Runs | null {
  const runs: ComparableRun[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const document = attemptJson(line);
    if (document === undefined) {
      const problem = `is not JSON, or was cut short (line ${index + 1})`;
      throw new InputError({ subject, value: file, problem });
    }
    if (isRecord(document)) runs.push(checkedRun(file, document, index + 1));
  }
  return runs.length === 0 ? null : runs;
}

/** Columns whose texts may look like numbers. */
const textColumns = ['seed', 'scenario', 'version', 'host_hash', 'program_version'];

/** A record from its cells, of which empty ones are left out. */
function recordOfCsv(cells: Readonly<Record<string, string>>): object {
  const record: Record<string, unknown> = {};
  const parameters: Record<string, string> = {};
  for (const [name, cell] of Object.entries(cells)) {
    if (cell === '') continue;
    if (name.startsWith('parameters_')) parameters[name.slice('parameters_'.length)] = cell;
    else
      record[name] = textColumns.includes(name) || Number.isNaN(Number(cell)) ? cell : Number(cell);
  }
  return { ...record, parameters, model_version: cells['model_version'] };
}

function checkedRun(file: string, record: object, number: number): ComparableRun {
  const checked = comparableRecordSchema.safeParse(record);
  if (checked.success) return simulatedRun(file, checked.data);
  const { subject, ...problem } = schemaProblem(checked.error.issues, record, []);
  throw new InputError({ ...problem, subject: `run ${number}: ${subject}`, file });
}

function isRecord(document: unknown): document is object {
  return typeof document === 'object' && document !== null && 'total_time_ms' in document;
}
