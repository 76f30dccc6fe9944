import { basename } from 'node:path';
import { recordedLink } from '../../guestperf/recorded-link.js';
import { parseGuestperfReport } from '../../guestperf/report-reader.js';
import type { GuestperfReport } from '../../guestperf/report-schema.js';
import type {
  MigrationReading,
  ObservedMigration,
  RamReading,
} from '../../observed/migration-reading.js';
import { readObserved } from '../../observed/read-observed.js';
import { MIB } from '../../memory/units.js';

/** An answer that says how RAM stands. */
export interface RamPoint extends RamReading {
  readonly elapsedMs: number;
  readonly throttlePercent: number;
}

/** A migration that a host is calibrated on. */
export interface CalibrationRun {
  readonly path: string;
  /** Name of its file. */
  readonly file: string;
  /** Null for a series of answers, of whose guest and scenario little is known. */
  readonly report: GuestperfReport | null;
  readonly migration: ObservedMigration;
  /** Answers of precopy, while it is active. */
  readonly points: readonly RamPoint[];
  /** Null unless it completed. */
  readonly end: (MigrationReading & { readonly ram: RamReading }) | null;
  /** The link's rate as the recording names it, bytes a second; null if it is the host's. */
  readonly namedLink: number | null;
}

/**
 * Reads a run: a report of guestperf, or a series of answers to `query-migrate`.
 *
 * @throws InputError in one sentence if the text is neither
 */
export function readCalibrationRun(path: string, text: string): CalibrationRun {
  const migration = readObserved(text, { file: path, option: '--recorded' });
  const report = isReport(text) ? parseGuestperfReport(path, text, '--recorded') : null;
  const { readings } = migration;
  const last = readings[readings.length - 1];
  const link = report === null ? null : recordedLink(report);
  return {
    path,
    file: basename(path),
    report,
    migration,
    points: readings.flatMap(({ elapsedMs, ram, status, throttlePercent }) =>
      status === 'active' && ram !== null ? [{ ...ram, elapsedMs, throttlePercent }] : [],
    ),
    end: last.status === 'completed' && last.ram !== null ? { ...last, ram: last.ram } : null,
    namedLink: link === null ? null : link.mibPerSecond * MIB,
  };
}

/** Answers are documents of a few lines, or one for each line; what has guestperf's keys is a report. */
function isReport(text: string): boolean {
  return /^\s*\{/.test(text) && text.includes('"progress_history"');
}
