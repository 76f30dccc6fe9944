import { parseGuestperfReport } from '../guestperf/report-reader.js';
import { InputError } from '../input/input-error.js';
import { schemaProblem } from '../input/schema-problem.js';
import { type ComparableRun, comparableRecordSchema, simulatedRun } from './comparable-run.js';
import { csvRecords } from './csv-table.js';
import { reportedRun } from './recorded-run.js';

const schemaPrefix = 'guestperf-sim/results/';
const knownSchema = `${schemaPrefix}1`;

/**
 * The runs of a file: our JSON document, NDJSON or CSV, or a report of guestperf. Null if it is none of
 * these.
 *
 * @param subject the operand that named it, for errors
 * @throws InputError if it is cut short, or a result with something missing
 */
export function readResultFile(
  file: string,
  text: string,
  subject: string,
): readonly ComparableRun[] | null {
  const firstLine = text.slice(0, text.indexOf('\n') + 1 || undefined).trim();
  if (/^scenario,|,total_time_ms,/.test(firstLine)) return csvRuns(file, text);
  if (!firstLine.startsWith('{')) return null;
  const document = parsed(text);
  if (document === undefined) return lineRuns(file, text, subject);
  if (isRecord(document)) return [checkedRun(file, document, 1)];
  if ('progress_history' in document) {
    return [reportedRun(file, parseGuestperfReport(file, text, subject))];
  }
  const { schema, results } = document;
  if (typeof schema !== 'string' || !schema.startsWith(schemaPrefix)) return null;
  if (schema !== knownSchema || !Array.isArray(results)) {
    const problem = 'is not a schema of results that this version knows';
    throw new InputError({ subject: 'schema', file, value: schema, problem, allowed: knownSchema });
  }
  return results.map((record: object, index) => checkedRun(file, record, index + 1));
}

/** NDJSON: a run a line. Lines that are not runs, such as the head of a sweep, are passed over. */
function lineRuns(file: string, text: string, subject: string): readonly ComparableRun[] | null {
  const runs: ComparableRun[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const document = parsed(line);
    if (document !== undefined) {
      if (isRecord(document)) runs.push(checkedRun(file, document, index + 1));
      continue;
    }
    const problem = `is not JSON, or was cut short (line ${index + 1})`;
    throw new InputError({ subject, value: file, problem });
  }
  return runs.length === 0 ? null : runs;
}

function csvRuns(file: string, text: string): readonly ComparableRun[] {
  return csvRecords(text).map((cells, index) => {
    const record: Record<string, unknown> = {};
    const parameters: Record<string, string> = {};
    for (const [name, cell] of Object.entries(cells)) {
      if (cell === '') continue;
      if (name.startsWith('parameters_')) parameters[name.slice('parameters_'.length)] = cell;
      else if (name === 'seed' || name === 'scenario' || name === 'version') record[name] = cell;
      else record[name] = Number.isNaN(Number(cell)) ? cell : Number(cell);
    }
    record['model_version'] = cells['model_version'];
    return checkedRun(file, { ...record, parameters }, index + 1);
  });
}

function checkedRun(file: string, record: object, number: number): ComparableRun {
  const checked = comparableRecordSchema.safeParse(record);
  if (checked.success) return simulatedRun(file, checked.data);
  const { subject, ...problem } = schemaProblem(checked.error.issues, record, []);
  throw new InputError({ ...problem, subject: `run ${number}: ${subject}`, file });
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const document: unknown = JSON.parse(text);
    return typeof document === 'object' && document !== null ? { ...document } : {};
  } catch {
    return undefined;
  }
}

function isRecord(document: Readonly<Record<string, unknown>>): boolean {
  return 'total_time_ms' in document;
}
