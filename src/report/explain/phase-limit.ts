import { MIB } from '../../memory/units.js';
import type { QemuScenario } from '../../scenario/scenario.js';
import type { MigrationResult } from '../result.js';

/** Shares of a limit from which on it is said to hold the migration up. */
const nearLink = 0.8;
const nearLimiter = 0.95;
const busySender = 0.8;
/** Share of the time from which on a second cause is named. */
const minorShare = 0.15;

/** What went over the wire in a part of a migration. */
export interface Traffic {
  readonly bytes: number;
  readonly bytesPerSecond: number;
}

/** What was sent between two times, ms since the migrate command, from the polls around them. */
export function trafficBetween(result: MigrationResult, fromMs: number, toMs: number): Traffic {
  const points = result.samples
    .concat(result.history)
    .filter(({ transferredBytes }) => transferredBytes > 0)
    .map(({ polledAtMs, transferredBytes }) => [polledAtMs, transferredBytes] as const);
  points.push([0, 0], [result.totalTimeMs, result.transferredBytes]);
  const bytes = valueAt(points, toMs) - valueAt(points, fromMs);
  return { bytes, bytesPerSecond: (1000 * bytes) / Math.max(1e-6, toMs - fromMs) };
}

/**
 * What held up a part of a migration, in words: the limiter, the link, the sender's CPU or the destination. Each
 * second is judged for itself; what held it up for most of the time comes first.
 */
export function limitBetween(
  result: MigrationResult,
  scenario: QemuScenario,
  fromMs: number,
  toMs: number,
): string {
  const inner = result.samples
    .map(({ polledAtMs }) => polledAtMs)
    .filter((ms) => ms > fromMs && ms < toMs);
  const edges = [fromMs, ...inner, toMs];
  const shares = new Map<string, number>();
  for (let index = 1; index < edges.length; index++) {
    const [start, end] = [edges[index - 1], edges[index]];
    const name = limitOf(result, scenario, start, end);
    shares.set(name, (shares.get(name) ?? 0) + (end - start) / Math.max(1e-6, toMs - fromMs));
  }
  const [first, second] = [...shares].sort(([, a], [, b]) => b - a);
  if (second === undefined || second[1] < minorShare) return first[0];
  return `${first[0]} for ${percent(first[1])} of the time and ${second[0]} for ${percent(second[1])}`;
}

/** What holds up a short part of a migration. */
function limitOf(
  result: MigrationResult,
  scenario: QemuScenario,
  fromMs: number,
  toMs: number,
): string {
  const { bytesPerSecond } = trafficBetween(result, fromMs, toMs);
  const limiter = scenario.migration.bandwidthMibPerSecond * MIB;
  if (limiter > 0 && bytesPerSecond >= nearLimiter * limiter) {
    return `max-bandwidth, ${scenario.migration.bandwidthMibPerSecond} MiB/s,`;
  }
  const link = (scenario.host.parameters.linkGbitPerSecond.value * 1e9) / 8;
  const busy = senderBusy(result, fromMs, toMs);
  const full = bytesPerSecond / link;
  if (busy >= busySender && busy > full) return "the sender's CPU";
  if (full >= nearLink) return 'the link';
  // A link that varies slows down at times; a sender that neither works nor fills it waits for the other end.
  const slowest = 1 - 2 * scenario.host.parameters.linkVariability.value;
  return full >= nearLink * Math.max(0.3, slowest) ? 'the link' : 'the destination';
}

function senderBusy(result: MigrationResult, fromMs: number, toMs: number): number {
  if (result.cpu === undefined) return 0;
  const points = [...result.cpu.samples, result.cpu.end].map(
    ({ migrationMs, polledAtMs }) => [polledAtMs, migrationMs] as const,
  );
  points.push([0, 0]);
  return (valueAt(points, toMs) - valueAt(points, fromMs)) / Math.max(1e-6, toMs - fromMs);
}

/** The value of a curve that never falls, between its points. */
function valueAt(points: readonly (readonly [number, number])[], at: number): number {
  let before: readonly [number, number] = [0, 0];
  let after: readonly [number, number] | null = null;
  for (const point of points) {
    if (point[0] <= at && (point[0] > before[0] || point[1] > before[1])) before = point;
    if (point[0] > at && (after === null || point[0] < after[0])) after = point;
  }
  if (after === null) return before[1];
  return before[1] + ((after[1] - before[1]) * (at - before[0])) / (after[0] - before[0]);
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
