import { MIB } from '../../memory/units.js';
import { NORMAL_PAGE_WIRE_BYTES, ZERO_PAGE_WIRE_BYTES } from '../../migration/costs.js';
import { median, sum } from '../../statistics/summary.js';
import type { CalibrationRun } from './calibration-run.js';
import { type HostReading, meanOfRuns, type RunReading } from './host-reading.js';
import { maxBandwidthOf, sendingRate, type Window, windowsOf } from './sending-rate.js';
import { weightedLeastSquares } from '../../statistics/weighted-least-squares.js';

const BYTES_PER_GBIT = 1e9 / 8;
/** Fewer windows say nothing of how a rate varies. */
const LEAST_WINDOWS = 8;
/** How well a rate is known of which it is said how the limit was kept, relative. */
const LEAST_CERTAINTY = 0.02;

/** What runs tell of the link: its rate, how that varies, and where it is QEMU's limiter that is seen. */
export function linkReadings(
  runs: readonly CalibrationRun[],
  correlationMs: number,
): readonly HostReading[] {
  const rates: RunReading[] = [];
  const variations: RunReading[] = [];
  const carried: RunReading[] = [];
  const facts: HostReading[] = [];
  for (const run of runs) {
    const sending = sendingRate(run);
    if (sending === null) continue;
    const { by, bytesPerSecond, limit, standardError } = sending;
    const { file } = run;
    if (by === 'limiter' && limit !== null) {
      const asSet = maxBandwidthOf(run) === null ? ", QEMU's default" : '';
      const isKept = standardError < LEAST_CERTAINTY * bytesPerSecond;
      const kept = isKept ? `, kept at x ${(bytesPerSecond / limit).toFixed(3)}` : '';
      const value = `${(limit / MIB).toFixed(0)} MiB/s${asSet}${kept}`;
      facts.push({ kind: 'fact', what: 'max-bandwidth', value, origin: file });
      carried.push({ file, value: bytesPerSecond / BYTES_PER_GBIT, standardError: 0 });
    } else if (by === 'named link') {
      const value = `${(bytesPerSecond / MIB).toFixed(1)} MiB/s, of this recording alone`;
      facts.push({ kind: 'fact', what: 'link of its own', value, origin: file });
    } else {
      // Later passes, if there are any: in the first one the destination touches its pages.
      const later = sending.windows.filter(({ from }) => (from.dirtySyncCount ?? 0) > 1);
      const windows = later.length >= LEAST_WINDOWS ? later : sending.windows;
      const rate = rateOf(windows);
      rates.push({
        file,
        value: rate / BYTES_PER_GBIT,
        standardError: standardError / BYTES_PER_GBIT,
      });
      if (windows.length < LEAST_WINDOWS) continue;
      const value = variability(windows, rate, correlationMs);
      variations.push({ file, value, standardError: value / Math.sqrt(2 * windows.length) });
    }
  }
  return [
    ...(rates.length === 0 ? atLeast(carried) : []),
    ...meanOfRuns('linkGbitPerSecond', rates, 'bytes sent between answers'),
    ...meanOfRuns('linkVariability', variations, 'spread of the rates between answers'),
    ...facts,
  ];
}

/** QEMU's limiter tells no more of a link than that it carries as much. */
function atLeast(carried: readonly RunReading[]): readonly HostReading[] {
  if (carried.length === 0) return [];
  const { file, value } = carried.reduce((a, b) => (b.value > a.value ? b : a));
  const origin = "QEMU's own limit, not the link, held the runs";
  return [{ kind: 'at least', number: 'linkGbitPerSecond', bound: value, files: [file], origin }];
}

/** Bytes a second. */
function rateOf(windows: readonly Window[]): number {
  return (sum(windows.map(({ bytes }) => bytes)) / sum(windows.map(({ ms }) => ms))) * 1000;
}

/**
 * Relative standard deviation of a rate whose autocorrelation falls off exponentially: what is left of it in the mean of a
 * window is `2 (x - 1 + exp(-x)) / x^2` of the variance, `x` being the window's length over the correlation time.
 */
function variability(windows: readonly Window[], rate: number, correlationMs: number): number {
  const usual = median(windows.map(({ ms }) => ms));
  const whole = windows.filter(({ ms }) => ms >= usual / 2);
  const squares = whole.map(({ bytes, ms }) => ((bytes / ms) * 1000 - rate) ** 2 / rate ** 2);
  const left = whole.map(({ ms }) => {
    const x = ms / correlationMs;
    return x < 1e-3 ? 1 : (2 * (x - 1 + Math.exp(-x))) / x ** 2;
  });
  return Math.sqrt(sum(squares) / sum(left));
}

/** Bytes on the wire for a page with content and for one of zeroes, by least squares over the windows of all runs. */
export function wireReading(runs: readonly CalibrationRun[]): readonly HostReading[] {
  const windows = runs
    .filter(({ migration: { setup } }) => setup.xbzrle !== true && setup.multifd !== true)
    .flatMap(windowsOf)
    .filter(({ normalPages }) => normalPages > 0);
  const found = weightedLeastSquares(
    windows.map(({ normalPages, zeroPages }) => [normalPages, zeroPages]),
    windows.map(({ bytes }) => bytes),
    windows.map(() => 1),
  );
  if (found === null || windows.length < LEAST_WINDOWS) return [];
  const [normal, zero] = found;
  const origin = `${windows.length} windows between answers`;
  const model = `the model: ${NORMAL_PAGE_WIRE_BYTES} and ${ZERO_PAGE_WIRE_BYTES}`;
  const value = `${normal.value.toFixed(1)} bytes with content, ${zero.value.toFixed(1)} of zeroes (${model})`;
  return [{ kind: 'fact', what: 'a page on the wire', value, origin }];
}
