import { firstDowntimeLimitMs } from '../engines/qemu/features/stop-conditions/settings.js';
import type { CompletedRun } from '../engines/migration-result.js';
import { millisecondsText, rateText, secondsText, sizeText } from '../documents/prose-number.js';
import { eventsOf, type Story } from './story.js';

/** The last decision, what the standstill was made of, and how it ended. */
export function endLines({ result, ...rest }: Story): string[] {
  const interventions = interventionLines(rest).slice(-3);
  if (result.status !== 'completed') return [...interventions, ...neverLines({ result, ...rest })];
  return [
    ...interventions,
    ...decisionLines({ result, ...rest }),
    standstillLine(result),
    `It completed after ${secondsText(result.totalTimeMs)}, with ${sizeText(result.transferredBytes)} on ` +
      `the wire and ${result.dirtySyncCount} iterations; until its stop the guest ran at ` +
      `${Math.round(result.guestSpeedPercent)} % of its speed.`,
  ];
}

/** What a policy or guestperf did to it, by kind. */
function interventionLines(story: Pick<Story, 'events'>): string[] {
  return [
    ...eventsOf(story, 'downtime-limit').map(
      ({ by, limit_ms, timeMs }) =>
        `At ${secondsText(timeMs)} the downtime limit became ${limit_ms} ms (${by}).`,
    ),
    ...eventsOf(story, 'pause').map(
      ({ by, timeMs }) => `At ${secondsText(timeMs)} the guest was paused (${by}).`,
    ),
    ...eventsOf(story, 'start-postcopy').map(
      ({ by, timeMs }) => `At ${secondsText(timeMs)} postcopy was requested (${by}).`,
    ),
  ];
}

function lastRateText(story: Story): string {
  const estimate = eventsOf(story, 'bandwidth').at(-1);
  return estimate === undefined ? 'an unknown rate' : rateText(estimate.bytes_per_second);
}

function decisionLines(story: Story<CompletedRun>): string[] {
  const { result, scenario } = story;
  const postcopy = eventsOf(story, 'postcopy-switchover').at(-1);
  if (postcopy !== undefined) {
    const lines = [
      `At ${secondsText(postcopy.timeMs)} it switched to postcopy, with ` +
        `${sizeText(postcopy.pending_bytes)} still to send while the guest runs on the destination.`,
    ];
    const { blocktimeMs = null, requests = 0 } = result.postcopy ?? {};
    if (blocktimeMs === null) return lines;
    const waited = `all its vCPUs were blocked at once for ${millisecondsText(blocktimeMs)}`;
    return [...lines, `There it requested ${requests} pages, and ${waited}.`];
  }
  const switchover = eventsOf(story, 'switchover').at(-1);
  if (switchover === undefined) return [];
  const at = secondsText(switchover.timeMs);
  const left = sizeText(switchover.pending_bytes);
  if (result.stopCondition !== null && result.pause === null) {
    return [`Last decision: at ${at} ${result.stopCondition} stopped the guest with ${left} left.`];
  }
  const pending = eventsOf(story, 'pending').findLast(({ exact }) => exact);
  const threshold = pending === undefined ? 'the threshold' : sizeText(pending.threshold_bytes);
  const limit = millisecondsText(firstDowntimeLimitMs(scenario.settings));
  return [
    `Last decision: at ${at} a sync left ${left}, no more than the ${threshold} that ` +
      `${limit} allow at ${lastRateText(story)}, so ` +
      `${result.pause === null ? 'the guest was stopped' : 'the paused guest was moved'}.`,
  ];
}

function standstillLine({ downtime }: CompletedRun): string {
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
  return `Downtime ${millisecondsText(totalMs)}: ${list}. The guest was down for ${millisecondsText(blackoutMs)}.`;
}

function neverLines(story: Story<Exclude<Story['result'], CompletedRun>>): string[] {
  const { result, scenario } = story;
  const left = eventsOf(story, 'sync')
    .filter(({ cause }) => cause !== 'setup')
    .map(({ remaining_bytes }) => remaining_bytes);
  const estimate = eventsOf(story, 'bandwidth').at(-1)?.bytes_per_second ?? 0;
  const ended = `It was ${result.status} after ${secondsText(result.totalTimeMs)} (${result.reason}).`;
  if (left.length === 0 || estimate === 0) return [ended];
  const least = Math.min(...left);
  return [
    `It never converged: at least ${sizeText(least)} remained, which take ` +
      `${millisecondsText((1000 * least) / estimate)} to send at ${rateText(estimate)}, and the limit is ` +
      `${firstDowntimeLimitMs(scenario.settings)} ms.`,
    ended,
  ];
}
