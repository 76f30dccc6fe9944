import { MIB, PAGE_BYTES } from '../memory/units.js';
import type { MeasuredDirtyRate } from '../observed/dirty-rate-reply.js';
import type {
  MigrationReading,
  MigrationStatus,
  ObservedMigration,
  RamReading,
} from '../observed/migration-reading.js';
import { type QemuVersion, qemuVersions } from '../profiles/qemu-version.js';
import { median } from '../statistics/summary.js';

/** What a migration that was seen says of the guest and the hosts. */
export interface ObservedFacts {
  /** Answers that tell of RAM. */
  readonly answers: number;
  readonly elapsedMs: number;
  readonly status: MigrationStatus;
  readonly ramMib: number;
  readonly remainingMib: number;
  readonly iterations: number | null;
  readonly throttlePercent: number;
  /** Pages that were zero, of all that were sent, percent; null in the first pass, and where nobody says. */
  readonly zeroPercent: number | null;
  /** What was sent a second, median over what was seen; null if nothing was sent yet. */
  readonly linkGbit: number | null;
  /** What the guest dirtied between syncs, as fast as it would without the throttle; none in the first pass. */
  readonly dirtyRates: readonly MeasuredDirtyRate[];
  readonly vcpus: number | null;
  /** A version that is modelled. */
  readonly version: QemuVersion | null;
}

type Seen = MigrationReading & { readonly ram: RamReading };

/** QEMU counts over no shorter periods, ms. */
const shortestPeriodMs = 1000;

/** What is known from answers about a migration; null if none of them tells of RAM. */
export function observedFacts({ readings, setup }: ObservedMigration): ObservedFacts | null {
  const seen = readings.filter((reading): reading is Seen => reading.ram !== null);
  const last = seen.at(-1);
  if (last === undefined) return null;
  const rates = seen.flatMap(({ ram }) => (ram.bytesPerSecond ? [ram.bytesPerSecond] : []));
  const meanRate = last.elapsedMs > 0 ? (last.ram.transferredBytes * 1000) / last.elapsedMs : 0;
  const sent = rates.length > 0 ? median(rates) : meanRate;
  return {
    answers: seen.length,
    elapsedMs: last.elapsedMs,
    status: readings[readings.length - 1].status,
    ramMib: Math.floor(last.ram.totalBytes / MIB),
    remainingMib: last.ram.remainingBytes / MIB,
    iterations: last.ram.dirtySyncCount,
    throttlePercent: last.throttlePercent,
    zeroPercent: zeroPercent(last.ram),
    linkGbit: sent > 0 ? Number(((sent * 8) / 1e9).toPrecision(3)) : null,
    dirtyRates: dirtyRates(seen),
    vcpus: setup.vcpus,
    version: qemuVersions.find((version) => version === setup.qemuVersion) ?? null,
  };
}

function zeroPercent({ dirtySyncCount, normalPages, zeroPages }: RamReading): number | null {
  if (zeroPages === null || normalPages === null || (dirtySyncCount ?? 0) < 2) return null;
  const pages = zeroPages + normalPages;
  return pages === 0 ? null : Math.round((100 * zeroPages) / pages);
}

/**
 * The rates between syncs, with the time from one to the next: of several answers as far as it was seen, of one the mean
 * of its passes.
 */
function dirtyRates(seen: readonly Seen[]): readonly MeasuredDirtyRate[] {
  const rates: MeasuredDirtyRate[] = [];
  let syncMs = 0;
  let before: Seen | null = null;
  for (const reading of seen) {
    const { dirtyPagesPerSecond: pages, dirtySyncCount: syncs } = reading.ram;
    const isNew = before === null || pages !== before.ram.dirtyPagesPerSecond;
    if (pages > 0 && isNew) {
      const passes = Math.max(1, (syncs ?? 2) - 1);
      const periodMs = before === null ? reading.elapsedMs / passes : reading.elapsedMs - syncMs;
      rates.push(unthrottled(pages, Math.max(shortestPeriodMs, Math.round(periodMs)), reading));
    }
    if (before === null || syncs !== before.ram.dirtySyncCount) syncMs = reading.elapsedMs;
    before = reading;
  }
  return rates;
}

/** As fast as the guest would have been at its full speed; under the highest throttles nothing is known of that. */
function unthrottled(
  pages: number,
  periodMs: number,
  { throttlePercent }: Seen,
): MeasuredDirtyRate {
  const speed = Math.max(1, 100 - throttlePercent) / 100;
  return { periodMs, mibPerSecond: (pages * PAGE_BYTES) / MIB / speed };
}
