import {
  isFinal,
  type MigrationReading,
  type MigrationSetup,
  type MigrationStatus,
  type ObservedMigration,
  unknownSetup,
} from './migration-reading.js';
import { faultAt, type Place } from './observed-source.js';
import type { TimedAnswer } from './timed-answer.js';

/** Two clocks of which one counts so many times what the other does are not of the same unit. */
const unitRatio = 50;
/** They are compared once they are so far apart, ms. */
const comparedMs = 5000;

/** Where both clocks stood at the first answer that has them. */
interface Clocks {
  readonly seconds: number;
  readonly toldMs: number;
}

/**
 * Puts answers in order: gives each its time, and sees that they are of one migration.
 */
export class AnswerSeries {
  private readonly taken: MigrationReading[] = [];
  private setup: MigrationSetup = unknownSetup;
  private told: { readonly ms: number; readonly name: string } | null = null;
  private clockSeconds: number | null = null;
  private totalBytes: number | null = null;
  private firstClocks: Clocks | null = null;
  private kept: { readonly answer: TimedAnswer; readonly place: Place } | null = null;
  /** What the asker's clock shows when the migration begins, ms. */
  private beginsAtMs = 0;

  get migration(): ObservedMigration {
    return { setup: this.setup, readings: this.taken };
  }

  get last(): MigrationReading | undefined {
    return this.taken.at(-1);
  }

  learn(told: Partial<MigrationSetup>): void {
    this.setup = { ...this.setup, ...told };
  }

  /** Keeps an answer for the case that none follows. */
  keep(answer: TimedAnswer, place: Place): void {
    this.kept = { answer, place };
  }

  /**
   * Adds what is kept, as nothing has followed.
   *
   * @throws InputError if it cannot follow what came before
   */
  addKept(): readonly MigrationReading[] {
    return this.kept === null ? [] : [this.add(this.kept.answer, this.kept.place)];
  }

  /**
   * @throws InputError if the answer cannot follow those before it
   */
  add(answer: TimedAnswer, place: Place): MigrationReading {
    this.kept = null;
    const { clockSeconds, timeName, toldMs, ...seen } = answer;
    this.checkStatus(answer.status, place);
    this.checkTotal(answer, place);
    this.checkClocks(answer, place);
    checkMean(answer, place);
    const elapsedMs = this.timeOf(answer);
    if (toldMs !== null) this.told = { ms: toldMs, name: timeName };
    this.clockSeconds = clockSeconds ?? this.clockSeconds;
    this.totalBytes = seen.ram?.totalBytes ?? this.totalBytes;
    const reading = { elapsedMs, ...seen };
    this.taken.push(reading);
    return reading;
  }

  private timeOf({ clockSeconds, status, toldMs }: TimedAnswer): number {
    const before = this.last?.elapsedMs ?? 0;
    const clockMs = clockSeconds === null ? null : clockSeconds * 1000;
    if (toldMs !== null) {
      if (clockMs !== null) this.beginsAtMs = clockMs - toldMs;
      return Math.max(before, toldMs);
    }
    if (clockMs === null) return before;
    if (before === 0 && (status === 'none' || status === 'setup')) {
      this.beginsAtMs = clockMs;
      return 0;
    }
    return Math.max(before, clockMs - this.beginsAtMs);
  }

  private checkStatus(status: MigrationStatus, place: Place): void {
    const before = this.last?.status;
    if (before === undefined || !isFinal(before) || isFinal(status) || status === 'none') return;
    throw faultAt(place, {
      problem: `a migration is ${status} after one has ${before}: answers of two migrations?`,
    });
  }

  private checkTotal({ ram }: TimedAnswer, place: Place): void {
    if (ram === null || this.totalBytes === null || ram.totalBytes === this.totalBytes) return;
    throw faultAt(place, {
      problem: `the RAM changes from ${this.totalBytes} to ${ram.totalBytes} bytes: answers of two guests?`,
    });
  }

  private checkClocks(answer: TimedAnswer, place: Place): void {
    const { clockSeconds, status, timeName, toldMs } = answer;
    const falls = (name: string, from: number, to: number, unit: string) =>
      faultAt(place, {
        problem: `${name} falls from ${from} to ${to} ${unit}: answers of two migrations?`,
      });
    if (toldMs !== null && this.told !== null && toldMs < this.told.ms) {
      throw falls(timeName, this.told.ms, toldMs, 'ms');
    }
    if (clockSeconds === null) return;
    if (this.clockSeconds !== null && clockSeconds < this.clockSeconds) {
      throw falls('seconds', this.clockSeconds, clockSeconds, 's');
    }
    // What has ended counts no further.
    if (toldMs === null || isFinal(status)) return;
    this.firstClocks ??= { seconds: clockSeconds, toldMs };
    const clockMs = (clockSeconds - this.firstClocks.seconds) * 1000;
    const passedMs = toldMs - this.firstClocks.toldMs;
    const [less, more] = [Math.min(clockMs, passedMs), Math.max(clockMs, passedMs)];
    if (less <= 0 || more - less < comparedMs || more / less < unitRatio) return;
    throw faultAt(place, {
      problem: `while ${timeName} counts ${passedMs} ms, seconds counts ${Number((clockMs / 1000).toFixed(3))} s: is one of them in another unit?`,
    });
  }
}

/**
 * At the end QEMU tells the mean rate, over no longer than what it counts as total time: a time that is much shorter is in another unit.
 */
function checkMean({ ram, status, timeName, toldMs }: TimedAnswer, place: Place): void {
  if (status !== 'completed' || !ram?.bytesPerSecond || toldMs === null) return;
  const neededMs = (ram.transferredBytes / ram.bytesPerSecond) * 1000;
  if (neededMs < comparedMs || toldMs * unitRatio > neededMs) return;
  throw faultAt(place, {
    problem: `${timeName} counts ${toldMs} ms, and what was sent needs ${Math.round(neededMs)} ms at the rate that is told: is it in another unit?`,
  });
}
