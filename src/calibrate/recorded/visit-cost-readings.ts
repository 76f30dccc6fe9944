import { hostNumberBounds, type HostNumbers } from '../../profiles/host.js';
import { standardDeviation, sum } from '../../statistics/summary.js';
import { levenbergMarquardt } from '../levenberg-marquardt.js';
import { logJacobian } from '../log-jacobian.js';
import { relativeStandardErrors } from '../standard-errors.js';
import { paceError, type WrittenStretch } from './guest-lines.js';
import { START_SPREAD } from './held-reading.js';
import type { ToldNumber } from './host-reading.js';
import { type LinedGuest, visitNsOf } from './lined-guest.js';
import { firstPassSeconds, firstVisitShare, laterPassSeconds } from './run-load.js';

/** A vCPU runs for so long between two sleeps of the throttle, us (QEMU, cpu-throttle.c). */
const TIMESLICE_US = 10_000;
/** Above, a guest runs too seldom for its lines to say how long. */
const HIGHEST_THROTTLE_PERCENT = 90;
/** A guest leaves its pace by about so much in the course of a migration, relative. */
const PACE_DRIFT = 0.01;
const FIT = { differenceStep: 0.05, maxIterations: 30, minimumGain: 1e-5 } as const;

/** How long a visit took in one phase of a guest. */
interface VisitLevel {
  /** Of the time in which its vCPU would run if the throttle woke it in time, ns. */
  readonly ns: number;
  readonly standardError: number;
  /** Part of the visits that find a page protected. */
  readonly protectedShare: number;
  readonly isThrottled: boolean;
}

/** The levels of one guest. */
interface SteppedGuest {
  readonly file: string;
  readonly levels: readonly VisitLevel[];
}

const names = ['writeFaultNs', 'throttleOversleepUs'] as const;
type CostName = (typeof names)[number];
/** The two numbers, or what is tried for them. */
type VisitCosts = Readonly<Record<CostName, number>>;

/**
 * What a visit costs beside the guest's own work: on a page that a sync has protected `writeFaultNs` more, and a vCPU that
 * a throttle wakes late by `throttleOversleepUs` runs so much less of each 10 ms. Least squares over all phases of all guests,
 * each of which has a pace of its own; both numbers are held to those of the start as by one more miss. One that the lines
 * do not tell stays there, and the other is found beside it.
 */
export function visitCostReadings(
  lined: readonly LinedGuest[],
  start: HostNumbers,
): readonly ToldNumber[] {
  const guests = lined.map(steppedGuest).filter(({ levels }) => levels.length > 1);
  const isThrottled = guests.some(isSeenThrottled);
  const free = names.filter((name) => start[name] > 0 && (name === 'writeFaultNs' || isThrottled));
  if (guests.length === 0) return [];
  const all = fitted(guests, free, start);
  if (all.length === free.length) return all;
  return fitted(
    guests,
    all.map(({ number }) => number),
    start,
  );
}

/** The numbers of `free` that the guests tell, the others as they start. */
function fitted(
  guests: readonly SteppedGuest[],
  free: readonly CostName[],
  start: HostNumbers,
): readonly (ToldNumber & { readonly number: CostName })[] {
  if (free.length === 0) return [];
  const costsAt = (point: readonly number[]): VisitCosts => ({
    ...start,
    ...Object.fromEntries(free.map((name, index) => [name, point[index]])),
  });
  const missesAt = (point: readonly number[]): readonly number[] => [
    ...guests.flatMap((guest) => missesOf(guest, costsAt(point))),
    ...free.map((name, index) => Math.log(point[index] / start[name]) / START_SPREAD),
  ];
  const bounds = free.map((name) => boundsOf(name));
  const parameters = free.map((name, index) => ({ ...bounds[index], start: start[name] }));
  const { loss, point } = levenbergMarquardt(parameters, missesAt, FIT);
  const columns = logJacobian(point, bounds, missesAt, FIT.differenceStep);
  // Each guest's own pace was fitted, too; misses that are smaller than their errors say nothing more.
  const rows = columns[0].length - columns.length;
  const excess = Math.max(1, loss / Math.max(1, rows - guests.length));
  const errors = relativeStandardErrors(columns, excess * rows);
  return free.flatMap((number, index) => {
    const error = errors[index];
    if (error === null) return [];
    const value = point[index];
    const telling = number === 'writeFaultNs' ? guests : guests.filter(isSeenThrottled);
    const scatter = number === 'writeFaultNs' ? 0 : oversleepScatter(telling, costsAt(point));
    const files = telling.map(({ file }) => file);
    const origin = origins[number];
    return [
      {
        kind: 'told',
        number,
        value,
        standardError: value * error,
        scatter,
        files,
        origin,
        isHeld: true,
      },
    ];
  });
}

const origins = {
  writeFaultNs: "lines of the guest's program, as syncs protect more or less of its pages",
  throttleOversleepUs: "lines of the guest's program under a throttle",
} as const;

function isSeenThrottled({ levels }: SteppedGuest): boolean {
  return levels.some((level) => level.isThrottled);
}

function boundsOf(name: CostName): { readonly minimum: number; readonly maximum: number } {
  const { max, min } = hostNumberBounds[name];
  const most = name === 'throttleOversleepUs' ? TIMESLICE_US / 2 : max;
  return { minimum: Math.max(min, 1e-3), maximum: Math.min(max, most) };
}

function steppedGuest(guest: LinedGuest): SteppedGuest {
  const { before, firstPass, later, run } = guest;
  const levels: VisitLevel[] = [];
  const add = (lines: readonly WrittenStretch[], share: number | null, throttle: number): void => {
    if (lines.length < 2 || share === null) return;
    const ns = visitNsOf(lines) * (1 - throttle / 100);
    const standardError = ns * Math.hypot(paceError(lines), PACE_DRIFT);
    levels.push({ ns, standardError, protectedShare: share, isThrottled: throttle > 0 });
  };
  add(before, 0, 0);
  add(firstPass, firstVisitShare(run, firstPass, firstPassSeconds(run)), 0);
  for (const [throttle, lines] of later) {
    if (throttle > HIGHEST_THROTTLE_PERCENT) continue;
    add(lines, firstVisitShare(run, lines, laterPassSeconds(run, throttle)), throttle);
  }
  return { file: run.file, levels };
}

/** Each in standard errors, once the guest's own pace is the one that fits best. */
function missesOf({ levels }: SteppedGuest, costs: VisitCosts): readonly number[] {
  const rests = levels.map((level) => ownNs(level, costs));
  const weights = levels.map(({ standardError }) => 1 / standardError ** 2);
  const own = sum(rests.map((ns, index) => ns * weights[index])) / sum(weights);
  return rests.map((ns, index) => (ns - own) / levels[index].standardError);
}

/** What is left of a visit for the guest's own work. */
function ownNs(level: VisitLevel, { throttleOversleepUs, writeFaultNs }: VisitCosts): number {
  const lost = level.isThrottled ? throttleOversleepUs / TIMESLICE_US : 0;
  return level.ns * (1 - lost) - level.protectedShare * writeFaultNs;
}

/** By how much guests differ in what they oversleep, each held against its own unthrottled pace. */
function oversleepScatter(guests: readonly SteppedGuest[], costs: VisitCosts): number {
  const excesses = guests.map(({ levels }) => {
    const [free, throttled] = [false, true].map((isThrottled) =>
      meanOf(
        levels.filter((level) => level.isThrottled === isThrottled),
        costs,
      ),
    );
    return free === null || throttled === null ? 0 : (throttled / free - 1) * TIMESLICE_US;
  });
  return standardDeviation(excesses);
}

function meanOf(levels: readonly VisitLevel[], costs: VisitCosts): number | null {
  if (levels.length === 0) return null;
  return sum(levels.map((level) => ownNs(level, costs))) / levels.length;
}
