import { csvRecords } from '../documents/csv.js';
import { parseGuestperfReport } from '../guestperf/report-reader.js';
import { InputError } from '../input/input-error.js';
import { readEach } from '../input/first-fault.js';
import { readDocuments } from '../input/json-lines.js';
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
    return readEach(csvRecords(text), (cells, index) =>
      checkedRun(file, recordOfCsv(cells), index + 1),
    );
  }
  if (!firstLine.startsWith('{')) return null;
  const reading = readDocuments(text);
  if (!reading.ok) throw new InputError({ subject, value: file, problem: reading.problem });
  const { documents } = reading;
  const [{ document }] = documents;
  if (documents.length === 1 && !isRecord(document)) {
    return documentRuns(file, text, document as object, subject);
  }
  // A line that is no run, such as the head of a sweep, is passed over.
  const records = documents.filter((one) => isRecord(one.document));
  return records.length === 0
    ? null
    : readEach(records, (one) => checkedRun(file, one.document as object, one.line));
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
    return readEach(results, (record: object, index) => checkedRun(file, record, index + 1));
  }
  const problem = 'is not a schema of results that this version knows';
  const allowed = resultsSchemaName;
  throw new InputError({ subject: 'schema', file, value: schema, problem, allowed });
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

function checkedRun(file: string, record: unknown, number: number): ComparableRun {
  const checked = comparableRecordSchema.safeParse(record);
  if (checked.success) return simulatedRun(file, checked.data);
  const { subject, ...problem } = schemaProblem(checked.error.issues, record, []);
  throw new InputError({ ...problem, subject: `run ${number}: ${subject}`, file });
}

function isRecord(document: unknown): document is object {
  return typeof document === 'object' && document !== null && 'total_time_ms' in document;
}
