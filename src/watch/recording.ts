import type { MigrationReading, MigrationSetup } from '../observed/migration-reading.js';
import { unknownSetup } from '../observed/migration-reading.js';
import { notTold, type ObservedRun, type ReportedAnswer } from '../observed/observed-report.js';
import type { ToldSetup } from './source-event.js';

/** When a migration begins of which nobody knows it, seconds since the epoch: as in simulated reports. */
const virtualEpochSeconds = 1_000_000_000;

/** Keeps what is read of a migration for a report of guestperf. */
export class Recording {
  private readonly answers: ReportedAnswer[] = [];
  private known: MigrationSetup = unknownSetup;
  private told: ToldSetup = { parameters: null, capabilities: null };

  /** Whether there is anything to be written. */
  get hasAnswers(): boolean {
    return this.answers.length > 0;
  }

  /** What of the report nobody told, by its keys. */
  get notTold(): readonly string[] {
    return notTold({ answers: this.answers, setup: this.known });
  }

  setup(known: MigrationSetup, told: ToldSetup): void {
    this.known = known;
    this.told = told;
  }

  /** @param atMs when it came, ms since the epoch; null where nobody knows */
  answer(reading: MigrationReading, atMs: number | null): void {
    // guestperf's history begins with the migrate command.
    if (reading.status === 'none') return;
    const now = atMs === null ? virtualEpochSeconds + reading.elapsedMs / 1000 : atMs / 1000;
    this.answers.push({ reading, now });
  }

  /** @param outcome how watching ended */
  run(outcome: string): ObservedRun {
    const { answers, known, told } = this;
    return { answers, setup: known, ...told, outcome };
  }
}
