import { MIB, PAGE_BYTES } from '../memory/units.js';
import type { MigrationResult } from '../engines/migration-result.js';
import type { Story } from './story.js';

/** Use of something from which on it alone is said to hold a second up. */
const full = 0.8;
/** Use below which it is not named. */
const little = 0.1;
/** Share of the time from which on a second cause is named. */
const minorShare = 0.15;

/** A curve that never falls, in order of time: ms since the migrate command, and what was counted by then. */
type Curve = readonly (readonly [number, number])[];

/** What was sent between two times, ms since the migrate command, from the polls around them. */
export function trafficBetween(
  result: MigrationResult,
  fromMs: number,
  toMs: number,
): { readonly bytes: number; readonly bytesPerSecond: number } {
  const bytes = growth(sentCurve(result), fromMs, toMs);
  return { bytes, bytesPerSecond: (1000 * bytes) / Math.max(1e-6, toMs - fromMs) };
}

/**
 * What held up a part of a migration, in words: the limiter, the link, the sender's CPU or the destination. Each
 * second is judged by how far each of them was in use, and given to the one that was full, or in proportion to
 * those that took turns; what held it up for most of the time comes first.
 */
export function limitBetween(story: Story, fromMs: number, toMs: number): string {
  const polls = story.result.samples.map(({ polledAtMs }) => polledAtMs);
  const uses = usesOf(story);
  const shares = new Map<string, number>();
  let start = fromMs;
  for (const end of [...polls.filter((ms) => ms > fromMs && ms < toMs), toMs]) {
    const part = (end - start) / Math.max(1e-6, toMs - fromMs);
    for (const [name, share] of judged(uses, start, end)) {
      shares.set(name, (shares.get(name) ?? 0) + part * share);
    }
    start = end;
  }
  const [first, second] = [...shares].sort(([, a], [, b]) => b - a);
  if (second === undefined || second[1] < minorShare) return first[0];
  return `${first[0]} for ${percent(first[1])} of the time and ${second[0]} for ${percent(second[1])}`;
}

/** Something that can be in use, and for how many ms it was by each time. */
interface Use {
  readonly name: string;
  readonly busyMs: Curve;
}

function usesOf({ result, scenario }: Story): readonly Use[] {
  const { numbers } = scenario.host;
  const sent = sentCurve(result);
  const limiter = scenario.settings.bandwidth;
  const linkBytesPerMs = (numbers.linkGbitPerSecond * 1e6) / 8;
  const placingMs = (numbers.receivePageNs + numbers.receiveFirstTouchNs) / 1e6;
  const uses: Use[] = [{ name: 'the link', busyMs: scaled(sent, 1 / linkBytesPerMs) }];
  if (limiter > 0) {
    const busyMs = scaled(sent, 1000 / (limiter * MIB));
    uses.push({ name: `max-bandwidth (${limiter} MiB/s)`, busyMs });
  }
  if (result.cpu !== undefined) {
    const { end, samples } = result.cpu;
    const busyMs = inOrder(
      [...samples, end].map(({ migrationMs, polledAtMs }) => [polledAtMs, migrationMs] as const),
    );
    uses.push({ name: "the sender's CPU", busyMs });
  }
  uses.push({ name: 'the destination', busyMs: scaled(sent, placingMs / PAGE_BYTES) });
  return uses;
}

/** What held up a second, and for which part of it. */
function judged(uses: readonly Use[], fromMs: number, toMs: number): [string, number][] {
  const parts = uses
    .map(({ busyMs, name }): [string, number] => [
      name,
      growth(busyMs, fromMs, toMs) / Math.max(1e-6, toMs - fromMs),
    ])
    .sort(([, a], [, b]) => b - a);
  const [most] = parts;
  if (most[1] >= full) return [[most[0], 1]];
  const named = parts.filter(([, use]) => use >= Math.min(little, most[1]));
  const sum = named.reduce((total, [, use]) => total + use, 0);
  return named.map(([name, use]) => [name, sum === 0 ? 1 / named.length : use / sum]);
}

function sentCurve(result: MigrationResult): Curve {
  const polls = result.samples
    .concat(result.history)
    .filter(({ transferredBytes }) => transferredBytes > 0)
    .map(({ polledAtMs, transferredBytes }) => [polledAtMs, transferredBytes] as const);
  const end = [result.totalTimeMs, result.transferredBytes] as const;
  return inOrder([...polls, end]);
}

function inOrder(points: Curve): Curve {
  return points.toSorted(([a], [b]) => a - b);
}

function scaled(curve: Curve, factor: number): Curve {
  return curve.map(([at, value]) => [at, value * factor]);
}

function growth(curve: Curve, fromMs: number, toMs: number): number {
  return valueAt(curve, toMs) - valueAt(curve, fromMs);
}

/** The value between the points next to a time; 0 at the beginning, and the last one behind the end. */
function valueAt(curve: Curve, at: number): number {
  const next = firstBehind(curve, at);
  const before = curve[next - 1] ?? [0, 0];
  const after = curve[next];
  if (after === undefined) return before[1];
  return before[1] + ((after[1] - before[1]) * (at - before[0])) / (after[0] - before[0]);
}

/** Index of the first point that is later than a time: long migrations have a hundred thousand points. */
function firstBehind(curve: Curve, at: number): number {
  let [low, high] = [0, curve.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (curve[middle][0] > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
