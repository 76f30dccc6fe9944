import type { QemuScenario } from '../engines/scenario.js';
import type { MigrationResult } from '../engines/migration-result.js';
import { limitBetween } from './phase-limit.js';
import { secondsText, sizeText } from './plain-quantity.js';
import { eventsOf, type Timed, type TimedTraceEvent } from './timed-trace-event.js';

/** When and why the guest was slowed down, and what that did. */
export function throttleLines(
  result: MigrationResult,
  scenario: QemuScenario,
  events: readonly TimedTraceEvent[],
): string[] {
  const throttles = eventsOf(events, 'throttle').filter(
    (event) => event.to_percent > event.from_percent,
  );
  const triggers = eventsOf(events, 'trigger');
  const [limit] = eventsOf(events, 'dirty-limit');
  if (throttles.length === 0 && limit === undefined) return neverLines(scenario, triggers);
  const beganMs = throttles[0]?.timeMs ?? limit?.timeMs ?? 0;
  const trigger = triggers
    .filter(({ throttles: slows, timeMs }) => slows && timeMs <= beganMs)
    .at(-1);
  const what =
    limit === undefined
      ? `auto-converge throttled the guest to ${throttles[0].to_percent} %`
      : `the dirty limit held each vCPU to ${limit.limit_mib} MiB/s`;
  return [
    `At ${secondsText(beganMs)} ${what}${trigger === undefined ? '' : `: ${reason(trigger, scenario)}`}.`,
    ...stepLines(throttles),
    ...effectLines(result, scenario, events, throttles.at(-1)?.timeMs ?? beganMs, beganMs),
  ];
}

function reason(trigger: Timed<'trigger'>, { migration }: QemuScenario): string {
  const dirtied = sizeText(trigger.period_dirty_bytes);
  const sent = sizeText(trigger.period_transferred_bytes);
  return (
    `for the second time a period had more dirtied than ${migration.throttleTriggerThreshold} % of what ` +
    `was sent (${dirtied} against ${sent})`
  );
}

function stepLines(throttles: readonly Timed<'throttle'>[]): string[] {
  const steps = throttles.slice(1);
  if (steps.length === 0) return [];
  const shown = steps.length <= 4 ? steps : [...steps.slice(0, 2), ...steps.slice(-2)];
  const texts = shown.map(({ timeMs, to_percent }) => `${to_percent} % at ${secondsText(timeMs)}`);
  if (steps.length > 4) texts.splice(2, 0, '...');
  return [`The throttle went on to ${texts.join(', ')}.`];
}

/** How what is left and what is dirtied changed while the guest was slowed down. */
function effectLines(
  result: MigrationResult,
  scenario: QemuScenario,
  events: readonly TimedTraceEvent[],
  lastStepMs: number,
  beganMs: number,
): string[] {
  const left = eventsOf(events, 'sync').filter(
    ({ cause, timeMs }) => timeMs >= beganMs && cause !== 'completion',
  );
  const dirtied = eventsOf(events, 'trigger').filter(({ timeMs }) => timeMs >= beganMs);
  const end = left.at(-1)?.timeMs ?? result.totalTimeMs;
  const lines: string[] = [];
  if (left.length > 1) {
    const fell = `${sizeText(left[0].remaining_bytes)} to ${sizeText(left[left.length - 1].remaining_bytes)}`;
    lines.push(`What a sync found left went from ${fell}, in ${left.length} syncs.`);
  }
  if (dirtied.length > 1) {
    const last = dirtied[dirtied.length - 1];
    lines.push(
      `What was dirtied in a period went from ${dirtyShare(dirtied[0])} of what was sent to ${dirtyShare(last)}.`,
    );
  }
  if (end > lastStepMs) {
    lines.push(
      `After the last step it was limited by ${limitBetween(result, scenario, lastStepMs, end)}.`,
    );
  }
  return lines;
}

function dirtyShare({
  period_dirty_bytes: dirtied,
  period_transferred_bytes: sent,
}: Timed<'trigger'>): string {
  return `${Math.round((100 * dirtied) / Math.max(1, sent))} %`;
}

function neverLines(scenario: QemuScenario, triggers: readonly Timed<'trigger'>[]): string[] {
  const { dirtyLimit, migration } = scenario;
  if (!migration.autoConverge && dirtyLimit === undefined) {
    return ['Nothing slowed the guest down: neither auto-converge nor the dirty limit is on.'];
  }
  const high = triggers.filter(
    ({ limit_bytes, period_dirty_bytes }) => period_dirty_bytes > limit_bytes,
  );
  return [
    `The guest was never slowed down: ${high.length} of ${triggers.length} periods had more dirtied than ` +
      `${migration.throttleTriggerThreshold} % of what was sent, and two are needed.`,
  ];
}
