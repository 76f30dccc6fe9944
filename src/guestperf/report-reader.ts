import { InputError } from '../input/input-error.js';
import { parseJson } from '../input/json-text.js';
import { schemaProblem } from '../input/schema-problem.js';
import { type GuestperfReport, guestperfReportSchema } from './report-schema.js';

/** Keys without which a document is something else than a report. */
const essentialKeys = ['hardware', 'scenario', 'progress_history'];

/**
 * Reads a guestperf report: of a real migration or of a simulated one, in the layout of any version
 * of guestperf from QEMU 7.2 to 10.2.
 *
 * @param file names the file in errors
 * @param option that named the file, for errors
 * @throws InputError if the text is not JSON, not a report, or one of a layout that is not known
 */
export function parseGuestperfReport(file: string, text: string, option: string): GuestperfReport {
  return parsedGuestperfReport(file, parseJson(text, file, option));
}

/**
 * The report that a document of JSON is.
 *
 * @throws InputError if it is no report, or one of a layout that is not known
 */
export function parsedGuestperfReport(file: string, document: unknown): GuestperfReport {
  const parsed = guestperfReportSchema.safeParse(document);
  if (parsed.success) return parsed.data;
  const problem = schemaProblem(parsed.error.issues, document, []);
  const missing = missingEssential(document);
  if (missing !== undefined) {
    throw new InputError({
      subject: missing,
      file,
      problem: 'missing, so this is not a guestperf report',
    });
  }
  const isUnknownKey = parsed.error.issues.some(({ code }) => code === 'unrecognized_keys');
  const consequence = isUnknownKey
    ? ', so the report is of a layout newer than that of QEMU 10.2, or of a changed guestperf'
    : ', so this is not a guestperf report';
  throw new InputError({ ...problem, file, problem: `${problem.problem}${consequence}` });
}

function missingEssential(document: unknown): string | undefined {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    return undefined;
  }
  return essentialKeys.find((key) => !(key in document));
}
