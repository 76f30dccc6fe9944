import { hasThrottle } from '../engines/qemu/features/strategy/hooks-of-scenario.js';
import { qemuRules } from '../engines/qemu/qemu-rules.js';
import type { QemuVersion } from '../profiles/qemu-version.js';
import { limitBetween } from './phase-limit.js';
import { secondsText, sizeText } from '../documents/prose-number.js';
import { eventsOf, type Story, type Timed } from './story.js';

/** When and why the guest was slowed down, and what that did. */
export function throttleLines(story: Story): string[] {
  const throttles = eventsOf(story, 'throttle').filter(
    ({ from_percent, to_percent }) => to_percent > from_percent,
  );
  const triggers = eventsOf(story, 'trigger');
  const [limit] = eventsOf(story, 'dirty-limit');
  const first = throttles[0] ?? limit;
  if (first === undefined) return [neverLine(story, triggers)];
  const beganMs = first.timeMs;
  const trigger = triggers.findLast(({ throttles: slows, timeMs }) => slows && timeMs <= beganMs);
  const what =
    limit === undefined
      ? `${throttlerOf(story)} throttled the guest to ${throttles[0].to_percent} %`
      : `the dirty limit held each vCPU to ${limit.limit_mib} MiB/s`;
  return [
    `At ${secondsText(beganMs)} ${what}${trigger === undefined ? '' : reason(trigger, story)}.`,
    ...stepLines(throttles),
    ...effectLines(story, throttles.at(-1)?.timeMs ?? beganMs, beganMs),
  ];
}

function throttlerOf({ scenario: { strategy } }: Story): string {
  return strategy !== undefined && hasThrottle(strategy)
    ? `the strategy ${strategy.name}`
    : 'auto-converge';
}

function reason(trigger: Timed<'trigger'>, { scenario: { settings, version } }: Story): string {
  const dirtied = sizeText(trigger.period_dirty_bytes);
  const sent = sizeText(trigger.period_transferred_bytes);
  return (
    `: for the ${highPeriodsOf(version) === 2 ? 'second' : 'third'} time a period dirtied more than ` +
    `${settings.throttleTriggerThreshold} % of what it sent (${dirtied} against ${sent})`
  );
}

/** How many high periods a version waits for. */
function highPeriodsOf(version: QemuVersion): number {
  return qemuRules(version).trigger.highPeriods;
}

function stepLines(throttles: readonly Timed<'throttle'>[]): string[] {
  const texts = throttles
    .slice(1)
    .map(({ timeMs, to_percent }) => `${to_percent} % at ${secondsText(timeMs)}`);
  if (texts.length === 0) return [];
  if (texts.length > 4) texts.splice(2, texts.length - 4, '...');
  return [`The throttle rose to ${texts.join(', ')}.`];
}

/** How what is left and what is dirtied changed while the guest was slowed down. */
function effectLines(story: Story, lastStepMs: number, beganMs: number): string[] {
  const left = eventsOf(story, 'sync').filter(
    ({ cause, timeMs }) => timeMs >= beganMs && cause !== 'completion',
  );
  const dirtied = eventsOf(story, 'trigger').filter(({ timeMs }) => timeMs >= beganMs);
  const end = left.at(-1)?.timeMs ?? story.result.totalTimeMs;
  const lines: string[] = [];
  if (left.length > 1) {
    const fell = [left[0], left[left.length - 1]].map((sync) => sizeText(sync.remaining_bytes));
    lines.push(`Over ${left.length} syncs the remaining RAM went from ${fell.join(' to ')}.`);
  }
  if (dirtied.length > 1) {
    const [from, to] = [dirtied[0], dirtied[dirtied.length - 1]].map(dirtyShare);
    lines.push(`What was dirtied per period went from ${from} to ${to} of what was sent.`);
  }
  if (end > lastStepMs) {
    lines.push(`After the last step it was limited by ${limitBetween(story, lastStepMs, end)}.`);
  }
  return lines;
}

function dirtyShare(trigger: Timed<'trigger'>): string {
  const { period_dirty_bytes: dirtied, period_transferred_bytes: sent } = trigger;
  return `${Math.round((100 * dirtied) / Math.max(1, sent))} %`;
}

function neverLine(
  { scenario: { settings, strategy, version } }: Story,
  triggers: readonly Timed<'trigger'>[],
): string {
  if (strategy !== undefined && hasThrottle(strategy)) {
    return `The strategy ${strategy.name} never slowed the guest down.`;
  }
  if (!settings.autoConverge && !settings.dirtyLimit) {
    return 'Nothing slowed the guest down: neither auto-converge nor the dirty limit is on.';
  }
  const high = triggers.filter((each) => each.period_dirty_bytes > each.limit_bytes);
  return (
    `The guest was never slowed down: ${high.length} of ${triggers.length} periods dirtied more than ` +
    `${settings.throttleTriggerThreshold} % of what they sent, and ${highPeriodsOf(version) === 2 ? 'two' : 'three'} are needed.`
  );
}
