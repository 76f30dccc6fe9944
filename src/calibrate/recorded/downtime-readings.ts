import * as z from 'zod/mini';
import { nonNegative } from '../../input/schema-fields.js';
import { NORMAL_PAGE_WIRE_BYTES } from '../../migration/costs.js';
import type { Host } from '../../profiles/host.js';
import { type Coefficient, weightedLeastSquares } from '../../statistics/weighted-least-squares.js';
import type { CalibrationRun } from './calibration-run.js';
import type { HostReading, ToldNumber } from './host-reading.js';
import { sendingRate } from './sending-rate.js';

/** A downtime is told in whole ms, and differs by about a tenth from run to run. */
const ROUNDING_MS = 0.5;
const CHANCE = 0.1;
/** Where a link held the end up, its rate is known to no better than this. */
const LEAST_RATE_ERROR = 0.01;
/** A slope that is less certain than this may be of either sign. */
const LARGEST_ERROR = 0.8;
const BYTES_PER_GBIT = 1e9 / 8;
const US_PER_MS = 1000;
/** Gigabytes a second of a Gbit/s. */
const GBYTE_PER_GBIT = 1 / 8;
/** A page at one ms a byte, ns. */
const NS_PER_BYTE_MS = NORMAL_PAGE_WIRE_BYTES * 1e6;

const lineOrigin =
  'bytes sent while the guest was stopped: link or destination, whichever is slower';
const newOrigin = 'pages that the destination got for the first time while the guest was stopped';

/** A downtime, taken apart as far as one run tells. */
interface Ending {
  readonly file: string;
  /** Less what the link took, where it is the link that limits. */
  readonly ms: number;
  readonly standardError: number;
  /** Sent at line speed while the guest was stopped: pages that the destination has, and has not yet. */
  readonly knownBytes: number;
  readonly newBytes: number;
}

const bytesSchema = z.looseObject({
  ram: z.optional(z.looseObject({ 'downtime-bytes': z.optional(nonNegative) })),
});

/**
 * What downtimes tell: their fixed part, and what a byte costs that is sent while the guest is stopped. QEMU's limiter does
 * not hold the end up, so that this is the speed of the line: of the link or of the destination, whichever is slower.
 *
 * @param isLinkRead whether the link is known from what was sent before
 */
export function downtimeReadings(
  runs: readonly CalibrationRun[],
  { numbers }: Host,
  ramGib: number,
  isLinkRead: boolean,
): readonly HostReading[] {
  const endings = runs.flatMap(endingOf);
  if (endings.length === 0) return [];
  const stateSeconds =
    (numbers.deviceStateKib * 1024) / (numbers.linkGbitPerSecond * BYTES_PER_GBIT);
  const syncMs = (numbers.syncFixedUs + numbers.syncUsPerGib * ramGib) / US_PER_MS;
  const stopMs = numbers.vcpuStopUs / US_PER_MS;
  const saveMs = numbers.deviceSaveUs / US_PER_MS;
  const otherMs = stateSeconds * 1000 + syncMs;
  const parts = leastSquares(endings, otherMs + stopMs + saveMs);
  const files = endings.map(({ file }) => file);
  const readings: HostReading[] = [];
  const told = (
    number: ToldNumber['number'],
    value: number,
    standardError: number,
    origin: string,
  ): void =>
    void readings.push({ kind: 'told', number, value, standardError, scatter: 0, files, origin });
  const { fixed, known, fresh } = parts;
  if (fixed !== null) {
    const value = `${fixed.value.toFixed(1)} +-${fixed.standardError.toFixed(1)} ms`;
    const origin = 'downtimes against the bytes sent in them';
    readings.push({ kind: 'fact', what: 'fixed part of the downtime', value, origin });
    const factor = Math.max(0.02, (fixed.value - otherMs) / (stopMs + saveMs));
    const error = (fixed.standardError / Math.max(fixed.value, ROUNDING_MS)) * factor;
    for (const number of ['vcpuStopUs', 'deviceSaveUs'] as const) {
      told(
        number,
        numbers[number] * factor,
        numbers[number] * error,
        `its share of the fixed part of ${origin}`,
      );
    }
  }
  const lineNs = known !== null && isCertain(known) ? known.value * NS_PER_BYTE_MS : null;
  const placeNs = Math.min(numbers.receivePageNs, lineNs ?? Infinity);
  if (known !== null && lineNs !== null) {
    const relative = known.standardError / known.value;
    const line = NORMAL_PAGE_WIRE_BYTES / lineNs / GBYTE_PER_GBIT;
    if (!isLinkRead) told('linkGbitPerSecond', line, line * relative, lineOrigin);
    if (placeNs < numbers.receivePageNs) {
      told('receivePageNs', placeNs, placeNs * relative, lineOrigin);
    }
  }
  if (fresh !== null && isCertain(fresh)) {
    const pageNs = fresh.value * NS_PER_BYTE_MS;
    const value = Math.max(0, pageNs - placeNs);
    const error = pageNs * (fresh.standardError / fresh.value);
    told('receiveFirstTouchNs', value, error, newOrigin);
  }
  return readings;
}

function isCertain({ standardError, value }: Coefficient): boolean {
  return value > 0 && standardError <= LARGEST_ERROR * value;
}

/** Null if the run did not end by itself in precopy, or sends what is not seen. */
function endingOf(run: CalibrationRun): readonly Ending[] {
  const { end, file, migration, points } = run;
  const last = points[points.length - 1];
  if (end === null || end.downtimeMs === null || last === undefined) return [];
  const isPlain = !run.report?.scenario.pause && migration.setup.postcopy !== true;
  if (!isPlain || migration.setup.multifd === true) return [];
  const sending = sendingRate(run);
  const bytes = bytesOf(run, sending?.bytesPerSecond ?? 0);
  if (bytes === null) return [];
  const ms = end.downtimeMs;
  const chance = Math.hypot(ROUNDING_MS, CHANCE * ms);
  const limited = sending !== null && sending.by !== 'limiter';
  if (limited) {
    const linkMs = (bytes / sending.bytesPerSecond) * 1000;
    const relative = Math.max(LEAST_RATE_ERROR, sending.spread / sending.bytesPerSecond);
    const standardError = Math.hypot(ROUNDING_MS, linkMs * relative);
    return [{ file, ms: ms - linkMs, standardError, knownBytes: 0, newBytes: 0 }];
  }
  // Setup, one exact sync, completion: what is left is the end of the first pass.
  const isNew = end.ram.dirtySyncCount === 3;
  return [
    {
      file,
      ms,
      standardError: chance,
      knownBytes: isNew ? 0 : bytes,
      newBytes: isNew ? bytes : 0,
    },
  ];
}

/** Bytes sent while the guest was stopped: as QEMU counts them, else what came behind the last answer before. */
function bytesOf({ end, points, report }: CalibrationRun, bytesPerSecond: number): number | null {
  const told = bytesSchema.safeParse(report?.extra?.final_query_migrate);
  const counted = told.success ? told.data.ram?.['downtime-bytes'] : undefined;
  if (counted !== undefined) return counted;
  if (end === null) return null;
  // An answer may come while the guest is stopped.
  const stoppedMs = end.elapsedMs - (end.downtimeMs ?? 0);
  const last = points.findLast(({ elapsedMs }) => elapsedMs <= stoppedMs);
  if (last === undefined) return null;
  const behind = end.ram.transferredBytes - last.transferredBytes;
  return Math.max(0, behind - (bytesPerSecond * (stoppedMs - last.elapsedMs)) / 1000);
}

interface Parts {
  /** Ms; null if it had to be taken as given. */
  readonly fixed: Coefficient | null;
  /** Ms for each byte that the destination has, and has not yet. */
  readonly known: Coefficient | null;
  readonly fresh: Coefficient | null;
}

/** @param fixedMs what is fixed where the endings do not tell */
function leastSquares(endings: readonly Ending[], fixedMs: number): Parts {
  const hasKnown = endings.some(({ knownBytes }) => knownBytes > 0);
  const hasNew = endings.some(({ newBytes }) => newBytes > 0);
  const slopes = [...(hasKnown ? ['knownBytes'] : []), ...(hasNew ? ['newBytes'] : [])] as (
    | 'knownBytes'
    | 'newBytes'
  )[];
  const solve = (withFixed: boolean) => {
    const rows = endings.map((ending) => [
      ...(withFixed ? [1] : []),
      ...slopes.map((key) => ending[key]),
    ]);
    const values = endings.map(({ ms }) => (withFixed ? ms : ms - fixedMs));
    return weightedLeastSquares(
      rows,
      values,
      endings.map(({ standardError }) => 1 / standardError ** 2),
    );
  };
  const all = solve(true);
  const isUsable =
    all !== null && all[0].value > 0 && all.slice(1).every(({ value }) => value >= 0);
  const found = isUsable ? all : solve(false);
  if (found === null) return { fixed: null, known: null, fresh: null };
  const [fixed, rest] = isUsable ? [found[0], found.slice(1)] : [null, found];
  const partOf = (key: 'knownBytes' | 'newBytes'): Coefficient | null =>
    rest[slopes.indexOf(key)] ?? null;
  return { fixed, known: partOf('knownBytes'), fresh: partOf('newBytes') };
}
