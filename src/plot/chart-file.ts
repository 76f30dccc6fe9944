import { InputError } from '../input/input-error.js';
import { attemptJson } from '../input/json-text.js';
import { checkedDocument } from '../input/schema-problem.js';
import { parseGuestperfReport } from '../guestperf/report-reader.js';
import { resultsSchemaName, resultsSchemaPrefix } from '../results/results-document.js';
import type { MigrationChart } from './migration-chart.js';
import { plottedDocumentSchema, plottedRecordSchema } from './plotted-record.js';
import { recordChart } from './record-chart.js';
import { reportChart } from './report-chart.js';

/**
 * The charts of a file: one of a guestperf report, one for each run of our own results in JSON or
 * NDJSON.
 *
 * @param file names the file in errors
 * @throws InputError if it is none of these
 */
export function chartsOfFile(file: string, text: string): MigrationChart[] {
  const document = attemptJson(text);
  if (document === undefined) return chartsOfLines(file, text);
  if (isObject(document)) {
    if ('schema' in document) return chartsOfDocument(file, document);
    if (isRunRecord(document)) return [checkedChart(file, document)];
  }
  return [reportChart(parseGuestperfReport(file, text, 'plot'), file)];
}

function chartsOfDocument(file: string, document: { schema?: unknown }): MigrationChart[] {
  const { schema } = document;
  if (schema !== resultsSchemaName) {
    const isNewer = typeof schema === 'string' && schema.startsWith(resultsSchemaPrefix);
    const problem = isNewer
      ? 'is a layout that this version does not know'
      : 'is not a layout that can be plotted';
    const allowed = `${resultsSchemaName}, and guestperf reports`;
    throw new InputError({ subject: 'schema', file, value: String(schema), problem, allowed });
  }
  const { results } = checkedDocument(plottedDocumentSchema, document, file);
  return results.map((record) => recordChart(record, file));
}

/** One record a line, as `--format ndjson` writes them. */
function chartsOfLines(file: string, text: string): MigrationChart[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const records = lines.map(attemptJson);
  if (lines.length < 2 || !records.every((record) => isObject(record) && isRunRecord(record))) {
    const problem = 'is neither a guestperf report nor results in JSON or NDJSON, or was cut short';
    throw new InputError({ subject: 'plot', value: file, problem });
  }
  return records.map((record) => checkedChart(file, record));
}

function checkedChart(file: string, record: unknown): MigrationChart {
  return recordChart(checkedDocument(plottedRecordSchema, record, file), file);
}

function isRunRecord(document: object): boolean {
  return 'vmm' in document && 'total_time_ms' in document;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
