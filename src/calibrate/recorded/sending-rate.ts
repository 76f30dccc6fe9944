import { MIB } from '../../memory/units.js';
import { sum } from '../../statistics/summary.js';
import type { CalibrationRun, RamPoint } from './calibration-run.js';

/** A stretch of time between two answers in a row. */
export interface Window {
  readonly from: RamPoint;
  readonly to: RamPoint;
  readonly ms: number;
  readonly bytes: number;
  readonly zeroPages: number;
  readonly normalPages: number;
}

/** What held the sending of a run, and at how many bytes a second. */
export interface SendingRate {
  /** QEMU's own `max-bandwidth`, a link that the recording names, or the link of the hosts. */
  readonly by: 'limiter' | 'named link' | 'link';
  readonly bytesPerSecond: number;
  readonly standardError: number;
  /** Standard deviation between windows. */
  readonly spread: number;
  /** What `max-bandwidth` was, bytes a second; null unless it is the limiter that is seen. */
  readonly limit: number | null;
  readonly windows: readonly Window[];
}

/** A window with more zero pages than this for each page with content says little of the rate. */
const ZERO_SHARE = 0.1;
/** Who comes as near to the limit as this is held by it. */
const LIMITED_SHARE = 0.85;
/** What `max-bandwidth` is where nobody sets it, bytes a second. */
const DEFAULT_LIMIT = 128 * MIB;
const DEFAULT_TOLERANCE = 0.03;
/** What is over sooner says nothing of a link, nor does what is less certain. */
const LEAST_MS = 500;
const LARGEST_ERROR = 0.2;
/** QEMU's limiter holds a budget for each slice. */
const SLICE_MS = 100;

/** The windows between answers of precopy. */
export function windowsOf({ points }: Pick<CalibrationRun, 'points'>): readonly Window[] {
  return points.slice(1).flatMap((to, index) => {
    const from = points[index];
    const ms = to.elapsedMs - from.elapsedMs;
    const bytes = to.transferredBytes - from.transferredBytes;
    if (ms <= 0 || bytes < 0) return [];
    const zeroPages = (to.zeroPages ?? 0) - (from.zeroPages ?? 0);
    const normalPages = (to.normalPages ?? 0) - (from.normalPages ?? 0);
    return [{ from, to, ms, bytes, zeroPages, normalPages }];
  });
}

/** The rate at which a run sent pages with content; null if it was over before that can be seen. */
export function sendingRate(run: CalibrationRun): SendingRate | null {
  const all = windowsOf(run);
  const held = heldRate(run, all);
  if (held !== null) return held;
  const windows = all.filter(
    ({ bytes, normalPages, zeroPages }) => bytes > 0 && zeroPages <= ZERO_SHARE * normalPages,
  );
  const ms = sum(windows.map((window) => window.ms));
  if (windows.length < 2 || ms < LEAST_MS) return null;
  const bytesPerSecond = (sum(windows.map(({ bytes }) => bytes)) / ms) * 1000;
  const squares = windows.map((each) => ((each.bytes / each.ms) * 1000 - bytesPerSecond) ** 2);
  const spread = Math.sqrt(sum(squares) / (windows.length - 1));
  const standardError = spread / Math.sqrt(windows.length);
  if (standardError > LARGEST_ERROR * bytesPerSecond) return null;
  const by = run.namedLink !== null ? 'named link' : 'link';
  return { by, bytesPerSecond, standardError, spread, limit: null, windows };
}

/** The rate of a run that QEMU's own limit holds; null of others. Zero pages take nothing from it. */
function heldRate(run: CalibrationRun, windows: readonly Window[]): SendingRate | null {
  if (windows.length === 0) return null;
  const ms = sum(windows.map((window) => window.ms));
  const bytesPerSecond = (sum(windows.map(({ bytes }) => bytes)) / ms) * 1000;
  const limit = limitOf(run, bytesPerSecond, ms);
  if (limit === null) return null;
  const slice = (limit * SLICE_MS) / ms;
  const held = { by: 'limiter', bytesPerSecond, standardError: slice, spread: slice } as const;
  return { ...held, limit, windows };
}

/**
 * The limit that a rate is held by. Who does not say what it was left it alone, if the rate is that.
 *
 * @param rate bytes a second over `ms`, in which there is one slice more or less
 */
function limitOf(run: CalibrationRun, rate: number, ms: number): number | null {
  const maxBandwidth = maxBandwidthOf(run);
  if (maxBandwidth === null) {
    return Math.abs(rate / DEFAULT_LIMIT - 1) < DEFAULT_TOLERANCE ? DEFAULT_LIMIT : null;
  }
  if (maxBandwidth === 0) return null;
  const highest = rate + (maxBandwidth * SLICE_MS) / Math.max(ms, SLICE_MS);
  return highest >= LIMITED_SHARE * maxBandwidth ? maxBandwidth : null;
}

/** Bytes a second, 0 for no limit; null where nobody said. */
export function maxBandwidthOf({ migration, report }: CalibrationRun): number | null {
  const isUntold = report?.extra?.watched?.not_told.includes('scenario.bandwidth') === true;
  return isUntold ? null : migration.setup.maxBandwidth;
}
