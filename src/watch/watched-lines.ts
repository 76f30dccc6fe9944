import { MIB, PAGE_BYTES } from '../memory/units.js';
import type { MigrationReading } from '../observed/migration-reading.js';
import type { Points } from '../plot/points.js';
import { GrowingLine } from './growing-line.js';

/** What the screen draws over time. */
export interface WatchedLine extends Points {
  readonly title: string;
  readonly unit: string;
  /** Whether a value holds until the next one. */
  readonly isStepped: boolean;
}

/** A shorter span than this says more of QEMU's 100 ms slices than of the link. */
const rateSpanSeconds = 0.5;

/** The course of a migration so far, thinned out. */
export class WatchedLines {
  private readonly remaining = new GrowingLine();
  private readonly sent = new GrowingLine();
  private readonly dirtied = new GrowingLine();
  private readonly throttle = new GrowingLine();
  private readonly passes = new GrowingLine();
  private from: { readonly second: number; readonly bytes: number } | null = null;

  get all(): readonly WatchedLine[] {
    return [
      lineOf('remaining', 'MiB', false, this.remaining),
      lineOf('sent', 'MiB/s', false, this.sent),
      lineOf('dirtied', 'MiB/s', true, this.dirtied),
      lineOf('throttle', '%', true, this.throttle),
      lineOf('pass', '', true, this.passes),
    ];
  }

  add({ elapsedMs, ram, throttlePercent }: MigrationReading): void {
    if (ram === null) return;
    const second = elapsedMs / 1000;
    this.remaining.add(second, ram.remainingBytes / MIB);
    this.dirtied.add(second, (ram.dirtyPagesPerSecond * PAGE_BYTES) / MIB);
    this.throttle.add(second, throttlePercent);
    if (ram.dirtySyncCount !== null) this.passes.add(second, ram.dirtySyncCount);
    const { transferredBytes: bytes } = ram;
    if (this.from === null) {
      this.from = { second, bytes };
      return;
    }
    const span = second - this.from.second;
    if (span < rateSpanSeconds) return;
    this.sent.add(second, Math.max(0, bytes - this.from.bytes) / MIB / span);
    this.from = { second, bytes };
  }
}

function lineOf(title: string, unit: string, isStepped: boolean, points: Points): WatchedLine {
  return { title, unit, isStepped, seconds: points.seconds, values: points.values };
}
