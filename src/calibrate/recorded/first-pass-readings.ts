import type { Host } from '../../profiles/host.js';
import { PAGES_PER_GIB } from '../../memory/units.js';
import { sum } from '../../statistics/summary.js';
import type { CalibrationRun } from './calibration-run.js';
import { type HostReading, meanOfRuns, type RunReading } from './host-reading.js';
import { maxBandwidthOf, sendingRate, type Window, windowsOf } from './sending-rate.js';

/** Fewer zero pages in a window say nothing. */
const LEAST_ZERO_PAGES = 1000;
/** A time that is told in whole ms, at both ends. */
const ROUNDING_MS = 1;
/** By how much the rate of another pass may be off that of the first one, relative; and one that is set, and not seen. */
const OTHER_PASS = 0.05;
const UNKNOWN_RATE = 0.1;
/** A window that is shorter than what its bytes take by less than this many errors was not held by its zero pages. */
const ERRORS = 3;
/** A slice of QEMU's limiter: what it holds may be early or late by one. */
const SLICE_MS = 100;

interface ZeroWindow extends Window {
  /** Beside what its bytes take at the rate of the run. */
  readonly restMs: number;
  readonly errorMs: number;
}

/** What the first pass tells: what a page of zeroes takes, and that it takes no longer. */
export function zeroPageReadings(
  runs: readonly CalibrationRun[],
  { numbers }: Host,
): readonly HostReading[] {
  const told: RunReading[] = [];
  const bounds: { readonly file: string; readonly ns: number }[] = [];
  for (const run of runs) {
    const windows = zeroWindows(run);
    if (windows.length === 0) continue;
    // Through the origin: a window in which many zero pages were sent says more than one with few.
    const weights = windows.map(({ errorMs, zeroPages }) => zeroPages / errorMs ** 2);
    const total = sum(windows.map(({ zeroPages }, index) => zeroPages * weights[index]));
    const value = (sum(windows.map(({ restMs }, index) => restMs * weights[index])) / total) * 1e6;
    const standardError = Math.sqrt(1 / total) * 1e6;
    const { file } = run;
    if (value > ERRORS * standardError) {
      told.push({ file, value, standardError });
    } else {
      const longest = windows.map((each) => (each.ms * 1e6) / each.zeroPages);
      bounds.push({ file, ns: Math.min(...longest, Math.max(0, value) + 2 * standardError) });
    }
  }
  const number = 'untouchedPageNs';
  const origin = 'zero pages of the first pass';
  if (told.length > 0) return meanOfRuns(number, told, origin);
  if (bounds.length === 0) return [];
  const least = bounds.reduce((a, b) => (b.ns < a.ns ? b : a));
  const { file, ns } = least;
  const bound = { number, bound: ns, files: [file], origin } as const;
  if (ns >= numbers.untouchedPageNs) return [{ kind: 'at most', ...bound }];
  return [
    {
      kind: 'told',
      ...bound,
      value: ns,
      standardError: ns / 2,
      scatter: 0,
      origin: `${origin}: no more than this`,
    },
  ];
}

function zeroWindows(run: CalibrationRun): readonly ZeroWindow[] {
  const sending = sendingRate(run);
  const limit = maxBandwidthOf(run);
  const rate = sending?.bytesPerSecond ?? limit ?? 0;
  if (rate <= 0) return [];
  // What other passes say of the rate of the first one is less certain: there the destination touches its pages.
  const isSeenInFirst = sending?.windows.some(({ to }) => (to.dirtySyncCount ?? 1) <= 1) === true;
  const other = isSeenInFirst ? 0 : OTHER_PASS;
  const isSliced = sending === null || sending.by === 'limiter';
  return windowsOf(run)
    .filter(({ zeroPages }) => zeroPages >= LEAST_ZERO_PAGES)
    .map((window) => {
      const bytesMs = (window.bytes / rate) * 1000;
      const relative = sending === null ? UNKNOWN_RATE : Math.hypot(sending.spread / rate, other);
      const errorMs = Math.hypot(ROUNDING_MS, isSliced ? SLICE_MS : 0, bytesMs * relative);
      return { ...window, restMs: window.ms - bytesMs, errorMs };
    });
}

/** What the gaps at syncs tell: windows in which the log was synced send less than others, where the link limits. */
export function syncReadings(
  runs: readonly CalibrationRun[],
  { numbers }: Host,
): readonly HostReading[] {
  const factors = runs.flatMap(
    (run): readonly (RunReading & { readonly gapMs: number; readonly errorMs: number })[] => {
      const sending = sendingRate(run);
      if (sending === null || sending.by === 'limiter') return [];
      const rate = sending.bytesPerSecond / 1000;
      const later = sending.windows.filter(({ from }) => (from.dirtySyncCount ?? 0) > 1);
      const synced = later.filter((each) => syncsOf(each) > 0);
      const others = later.filter((each) => syncsOf(each) === 0);
      if (synced.length < 3 || others.length < 3) return [];
      const gapsOf = (windows: readonly Window[]): readonly number[] =>
        windows.map(({ bytes, ms }) => ms - bytes / rate);
      const usual = sum(gapsOf(others)) / others.length;
      const gaps = gapsOf(synced).map((gap, index) => (gap - usual) / syncsOf(synced[index]));
      const gapMs = sum(gaps) / gaps.length;
      const spread = Math.sqrt(
        sum(gapsOf(others).map((gap) => (gap - usual) ** 2)) / (others.length - 1),
      );
      const errorMs = spread / Math.sqrt(synced.length);
      const ramGib = synced[0].to.totalBytes / 4096 / PAGES_PER_GIB;
      const usualMs = (numbers.syncFixedUs + numbers.syncUsPerGib * ramGib) / 1000;
      return [
        {
          file: run.file,
          value: gapMs / usualMs,
          standardError: errorMs / usualMs,
          gapMs,
          errorMs,
        },
      ];
    },
  );
  if (factors.length === 0) return [];
  const facts = factors.map(({ errorMs, file, gapMs }): HostReading => ({
    kind: 'fact',
    what: 'gap at a sync',
    value: `${gapMs.toFixed(1)} +-${errorMs.toFixed(1)} ms`,
    origin: file,
  }));
  const told = factors.filter(({ standardError, value }) => value > ERRORS * standardError);
  const origin = 'gaps at syncs, all of them its share';
  return [
    ...facts,
    ...(['syncFixedUs', 'syncUsPerGib'] as const).flatMap((number) =>
      meanOfRuns(
        number,
        told.map((each) => ({
          file: each.file,
          value: each.value * numbers[number],
          standardError: each.standardError * numbers[number],
        })),
        origin,
      ),
    ),
  ];
}

function syncsOf({ from, to }: Window): number {
  return (to.dirtySyncCount ?? 0) - (from.dirtySyncCount ?? 0);
}
