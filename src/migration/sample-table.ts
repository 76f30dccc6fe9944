import type { VcpuClock } from '../guest/vcpu-clock.js';
import { NS_PER_MS, type Nanoseconds } from '../sim/time.js';
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

/** The numbers of a row before those of the vCPUs. */
const FIXED = 2;

/** How long a vCPU has run. */
type CpuClock = Pick<VcpuClock, 'runTimeAt'>;

/** CPU times of each sample, kept so as well. */
export class CpuTimesTable {
  /** One after the other: vCPUs that had one clock may get their own. */
  private readonly groups: NumberRows[] = [];

  /** What each of `vcpus` clocks shows at `now` is its vCPU's time. */
  add(polledAtMs: number, migrationMs: number, vcpus: readonly CpuClock[], now: Nanoseconds): void {
    const rows = this.rowsOf(FIXED + vcpus.length);
    let at = rows.add();
    const { numbers } = rows;
    numbers[at++] = polledAtMs;
    numbers[at++] = migrationMs;
    for (let vcpu = 0; vcpu < vcpus.length; vcpu++) {
      numbers[at++] = vcpus[vcpu].runTimeAt(now) / NS_PER_MS;
    }
  }

  /** As they were added. */
  list(): readonly CpuTimes[] {
    return this.groups.flatMap((rows) =>
      rows.map((numbers, start) => ({
        polledAtMs: numbers[start],
        vcpuRunMs: [...numbers.subarray(start + FIXED, start + rows.width)],
        migrationMs: numbers[start + 1],
      })),
    );
  }

  private rowsOf(width: number): NumberRows {
    const last = this.groups.at(-1);
    if (last?.width === width) return last;
    const next = new NumberRows(width);
    this.groups.push(next);
    return next;
  }
}
