import { NumberRows } from './number-rows.js';
import type { CpuTimes, MigrationStatus, ProgressSample } from './progress.js';

/** A row: the numbers of an answer in the order of its fields, those of the dirty limit last. */
const WIDTH = 14;
/** No time that anything takes. */
const ABSENT = -Infinity;

/** Answers to query-migrate, kept as numbers until somebody reads them. */
export class SampleTable {
  private readonly statuses: MigrationStatus[] = [];
  private readonly rows = new NumberRows(WIDTH);

  add(sample: ProgressSample): void {
    this.statuses.push(sample.status);
    let at = this.rows.add();
    const { numbers } = this.rows;
    numbers[at++] = sample.polledAtMs;
    numbers[at++] = sample.durationMs;
    numbers[at++] = sample.transferredBytes;
    numbers[at++] = sample.remainingBytes;
    numbers[at++] = sample.totalBytes;
    numbers[at++] = sample.duplicatePages;
    numbers[at++] = sample.normalPages;
    numbers[at++] = sample.dirtyPagesPerSecond;
    numbers[at++] = sample.megabitsPerSecond;
    numbers[at++] = sample.dirtySyncCount;
    numbers[at++] = sample.expectedDowntimeMs;
    numbers[at++] = sample.throttlePercent;
    numbers[at++] = sample.dirtyLimitThrottleTimePerRoundUs ?? ABSENT;
    numbers[at++] = sample.dirtyLimitRingFullTimeUs ?? ABSENT;
  }

  /** As they were added. */
  list(): readonly ProgressSample[] {
    return this.rows.map((numbers, start) => {
      let at = start;
      const row = Math.trunc(start / WIDTH);
      const sample: ProgressSample = {
        polledAtMs: numbers[at++],
        status: this.statuses[row],
        durationMs: numbers[at++],
        transferredBytes: numbers[at++],
        remainingBytes: numbers[at++],
        totalBytes: numbers[at++],
        duplicatePages: numbers[at++],
        normalPages: numbers[at++],
        dirtyPagesPerSecond: numbers[at++],
        megabitsPerSecond: numbers[at++],
        dirtySyncCount: numbers[at++],
        expectedDowntimeMs: numbers[at++],
        throttlePercent: numbers[at++],
      };
      const dirtyLimitThrottleTimePerRoundUs = numbers[at++];
      const dirtyLimitRingFullTimeUs = numbers[at++];
      if (dirtyLimitThrottleTimePerRoundUs === ABSENT) return sample;
      return { ...sample, dirtyLimitThrottleTimePerRoundUs, dirtyLimitRingFullTimeUs };
    });
  }
}

/** CPU times of each sample, kept so as well. */
export class CpuTimesTable {
  private rows: NumberRows | null = null;

  add({ migrationMs, polledAtMs, vcpuRunMs }: CpuTimes): void {
    this.rows ??= new NumberRows(2 + vcpuRunMs.length);
    let at = this.rows.add();
    const { numbers } = this.rows;
    numbers[at++] = polledAtMs;
    numbers[at++] = migrationMs;
    for (const runMs of vcpuRunMs) numbers[at++] = runMs;
  }

  /** As they were added. */
  list(): readonly CpuTimes[] {
    const { rows } = this;
    if (rows === null) return [];
    return rows.map((numbers, start) => ({
      polledAtMs: numbers[start],
      vcpuRunMs: [...numbers.subarray(start + 2, start + rows.width)],
      migrationMs: numbers[start + 1],
    }));
  }
}
