import type { QemuScenario } from '../engines/scenario.js';
import type { CompletedRun, MigrationResult } from '../engines/migration-result.js';
import { millisecondsText, rateText, secondsText, sizeText } from './plain-quantity.js';
import { eventsOf, type TimedTraceEvent } from './timed-trace-event.js';

/** The last decision, what the standstill was made of, and how it ended. */
export function endLines(
  result: MigrationResult,
  scenario: QemuScenario,
  events: readonly TimedTraceEvent[],
): string[] {
  const estimate = eventsOf(events, 'bandwidth').at(-1);
  const rate = estimate === undefined ? 'an unknown rate' : rateText(estimate.bytes_per_second);
  const interventions = [
    ...eventsOf(events, 'downtime-limit').map(
      ({ by, limit_ms, timeMs }) =>
        `At ${secondsText(timeMs)} the downtime limit became ${limit_ms} ms (${by}).`,
    ),
    ...eventsOf(events, 'pause').map(
      ({ by, timeMs }) => `At ${secondsText(timeMs)} the guest was paused (${by}).`,
    ),
    ...eventsOf(events, 'start-postcopy').map(
      ({ by, timeMs }) => `At ${secondsText(timeMs)} postcopy was asked for (${by}).`,
    ),
  ].slice(-3);
  if (result.status !== 'completed') {
    return [...interventions, ...neverLines(result, scenario, events, rate)];
  }
  return [
    ...interventions,
    ...decisionLines(scenario, events, rate, result),
    ...standstillLines(result),
    `It was over after ${secondsText(result.totalTimeMs)}, with ${sizeText(result.transferredBytes)} on ` +
      `the wire and ${result.dirtySyncCount} iterations; until its stop the guest ran at ` +
      `${Math.round(result.guestSpeedPercent)} % of its speed.`,
  ];
}

function decisionLines(
  { migration }: QemuScenario,
  events: readonly TimedTraceEvent[],
  rate: string,
  result: CompletedRun,
): string[] {
  const postcopy = eventsOf(events, 'postcopy-switchover').at(-1);
  if (postcopy !== undefined) {
    const waited = result.postcopy?.blocktimeMs ?? null;
    return [
      `At ${secondsText(postcopy.timeMs)} it switched to postcopy, with ` +
        `${sizeText(postcopy.pending_bytes)} still to send while the guest runs at the destination.`,
      ...(waited === null
        ? []
        : [
            `There it asked for ${result.postcopy?.requests ?? 0} pages, and all its vCPUs waited together for ` +
              `${millisecondsText(waited)}.`,
          ]),
    ];
  }
  const switchover = eventsOf(events, 'switchover').at(-1);
  if (switchover === undefined) return [];
  const at = secondsText(switchover.timeMs);
  const left = sizeText(switchover.pending_bytes);
  if (result.stopCondition !== null && result.pause === null) {
    return [`Last decision: at ${at} ${result.stopCondition} stopped the guest with ${left} left.`];
  }
  const pending = eventsOf(events, 'pending').findLast(({ exact }) => exact);
  const threshold = pending === undefined ? 'the threshold' : sizeText(pending.threshold_bytes);
  return [
    `Last decision: at ${at} a sync left ${left}, no more than the ${threshold} that ` +
      `${millisecondsText(migration.downtimeLimitMs)} allow at ${rate}, so ` +
      `${result.pause === null ? 'the guest was stopped' : 'the paused guest was moved'}.`,
  ];
}

function standstillLines({ downtime }: CompletedRun): string[] {
  const { blackoutMs, parts, residualBytes, totalMs } = downtime;
  const shown = [
    ['stopping the vCPUs', parts.stopMs],
    ['the last sync', parts.finalSyncMs],
    [`${sizeText(residualBytes)} of RAM`, parts.residualRamMs],
    ['device state', parts.deviceStateMs],
    ['loading', parts.loadMs],
    ['starting', parts.startMs],
  ] as const;
  const list = shown
    .filter(([, ms]) => ms >= 0.05)
    .map(([name, ms]) => `${name} ${millisecondsText(ms)}`)
    .join(', ');
  return [
    `Downtime ${millisecondsText(totalMs)}: ${list}. The guest stood still for ${millisecondsText(blackoutMs)}.`,
  ];
}

function neverLines(
  result: Exclude<MigrationResult, CompletedRun>,
  { migration }: QemuScenario,
  events: readonly TimedTraceEvent[],
  rate: string,
): string[] {
  const left = eventsOf(events, 'sync')
    .filter(({ cause }) => cause !== 'setup')
    .map(({ remaining_bytes }) => remaining_bytes);
  const estimate = eventsOf(events, 'bandwidth').at(-1)?.bytes_per_second ?? 0;
  const ended = `It was ${result.status} after ${secondsText(result.totalTimeMs)} (${result.reason}).`;
  if (left.length === 0 || estimate === 0) return [ended];
  const least = Math.min(...left);
  return [
    `It never became ready: at least ${sizeText(least)} were left, which take ` +
      `${millisecondsText((1000 * least) / estimate)} at ${rate}, and the limit is ` +
      `${migration.downtimeLimitMs} ms.`,
    ended,
  ];
}
