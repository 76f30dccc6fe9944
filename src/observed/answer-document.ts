import { parsedGuestperfReport } from '../guestperf/report-reader.js';
import { shortened } from '../input/printable.js';
import type { AnswerSeries } from './answer-series.js';
import type { MigrationReading } from './migration-reading.js';
import { faultAt, type Place } from './observed-source.js';
import { isMigrationInfo, isUncounted, queryMigrateAnswer } from './query-migrate-answer.js';
import { reportAnswers, reportSetup } from './report-answers.js';
import { setupAnswer } from './setup-answer.js';
import { isWatchLogEnd, isWatchLogLine, watchLogAnswer, watchLogEnd } from './watch-log-line.js';

/** What QMP sends that is no answer: events, its greeting, and what was asked. */
const passedOver = ['event', 'QMP', 'execute'];

/**
 * Takes a JSON document into a series: an answer of QEMU, with or without what QMP and a recorder put around it, a list
 * of them, a line of a log of `watch`, or a report of guestperf.
 *
 * @returns the readings that it adds
 * @throws InputError if it is none of these, or does not follow what came before
 */
export function takeDocument(
  document: unknown,
  series: AnswerSeries,
  place: Place,
): readonly MigrationReading[] {
  if (typeof document !== 'object' || document === null) throw noAnswer(place);
  const told = setupAnswer(document, place);
  if (told !== null) {
    series.learn(told);
    return [];
  }
  if (Array.isArray(document)) {
    return document.flatMap((item: unknown, index) =>
      takeDocument(item, series, { ...place, item: index + 1 }),
    );
  }
  if (passedOver.some((key) => key in document)) return [];
  if ('return' in document) return takeDocument(document.return, series, place);
  if ('error' in document) return refused(document.error, place);
  if ('progress_history' in document) return takeReport(document, series, place);
  if ('query_migrate' in document) {
    const { query_migrate: answer, seconds } = document as Recorded;
    return takeAnswer(answer, clockOf(seconds, place), series, place);
  }
  if (isWatchLogLine(document)) return [series.add(watchLogAnswer(document, place), place)];
  if (isWatchLogEnd(document)) {
    const end = watchLogEnd(document, series.last, place);
    return end === null ? [] : [series.add(end, place)];
  }
  return takeAnswer(document, null, series, place);
}

/** A line of a recorder: QEMU's answer, and when it came. */
interface Recorded {
  readonly query_migrate: unknown;
  readonly seconds?: unknown;
}

/** The most that a clock shows, s: 30,000 years since the epoch. */
const maxSeconds = 1e12;

function clockOf(seconds: unknown, place: Place): number | null {
  if (seconds === undefined || seconds === null) return null;
  if (typeof seconds === 'number' && seconds >= 0 && seconds <= maxSeconds) return seconds;
  throw faultAt(place, {
    subject: 'seconds',
    value: JSON.stringify(seconds),
    problem: 'is no time',
    allowed: `0 to ${maxSeconds}`,
  });
}

function takeAnswer(
  document: unknown,
  clockSeconds: number | null,
  series: AnswerSeries,
  place: Place,
): readonly MigrationReading[] {
  if (typeof document !== 'object' || document === null || !isMigrationInfo(document)) {
    throw noAnswer(place);
  }
  const answer = queryMigrateAnswer(document, clockSeconds, place);
  // Other commands are answered with an empty object too, and a migration that has begun is told for ever.
  const isOfAnother = answer.status === 'none' && (series.last ?? answer).status !== 'none';
  if (isOfAnother) return [];
  if (!isUncounted(document)) return [series.add(answer, place)];
  series.keep(answer, place);
  return [];
}

function takeReport(
  document: object,
  series: AnswerSeries,
  place: Place,
): readonly MigrationReading[] {
  const report = parsedGuestperfReport(place.source.file, document);
  series.learn(reportSetup(report));
  return reportAnswers(report, place).map((answer) => series.add(answer, place));
}

/** QEMU's error: of a query that an old version does not know nothing is lost. */
function refused(error: unknown, place: Place): readonly MigrationReading[] {
  const { class: kind, desc } = (error ?? {}) as {
    readonly class?: unknown;
    readonly desc?: unknown;
  };
  if (kind === 'CommandNotFound') return [];
  const words = typeof desc === 'string' ? `: ${shortened(desc, 200)}` : '';
  throw faultAt(place, { problem: `is an error of QEMU${words}` });
}

function noAnswer(place: Place) {
  return faultAt(place, { problem: 'is not an answer to query-migrate' });
}
