import { InputError } from '../input/input-error.js';
import { readEach } from '../input/first-fault.js';
import { type LineDocument, readDocuments } from '../input/json-lines.js';
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
  const reading = readDocuments(text);
  if (!reading.ok) throw unplottable(file, `: it ${reading.problem}`);
  const { documents } = reading;
  const [{ document }] = documents;
  if (documents.length > 1 || (isObject(document) && isRunRecord(document))) {
    return readEach(documents, (one) => chartOfLine(file, one));
  }
  if (isObject(document) && 'schema' in document) return chartsOfDocument(file, document);
  return [reportChart(parseGuestperfReport(file, text, 'plot'), file)];
}

function unplottable(file: string, more: string): InputError {
  const problem = `is neither a guestperf report nor results in JSON or NDJSON${more}`;
  return new InputError({ subject: 'plot', value: file, problem });
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
function chartOfLine(file: string, { document, line }: LineDocument): MigrationChart {
  if (isObject(document) && isRunRecord(document)) {
    return recordChart(checkedDocument(plottedRecordSchema, document, file), file);
  }
  throw unplottable(file, `: line ${line} is not the record of a run`);
}

function isRunRecord(document: object): boolean {
  return 'vmm' in document && 'total_time_ms' in document;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
