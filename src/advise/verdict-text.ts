import { millisecondsText, rateText, secondsText, sizeText } from '../documents/prose-number.js';
import type { Advice } from './advice.js';
import { observedText } from './observed-text.js';
import { rangeText, sampleText } from './range-text.js';

/** The answer: whether, how, how surely; by how much not, and what would help. */
export function verdictText(advice: Advice): string[] {
  const { guest, settings } = advice;
  const { dirty_rate_range: range } = advice;
  const load =
    guest.working_set_mb > 0
      ? `${guest.workload} over ${guest.working_set_mb} MiB`
      : guest.workload;
  const writes = range === undefined ? load : sampleText(range);
  const question =
    `${guest.mem_gb} GiB and ${guest.cpus} vCPUs, ${writes}, QEMU ` +
    `${advice.version}, ${advice.host} with a link of ${advice.link_gbit} Gbit/s` +
    (guest.ram_in_use === 'all' ? '; all of the RAM has content.' : '.');
  const nearest = advice.verdict === 'met' ? [] : [`Nearest: ${settings.text}.`];
  return [
    ...observedText(advice),
    question,
    goalsText(advice),
    answer(advice),
    ...missesText(advice),
    ...nearest,
    ...rangeText(advice),
  ];
}

function goalsText({ assumed_goals: assumed, goals }: Advice): string {
  const speed =
    goals.min_guest_speed_percent > 0
      ? `, guest speed at least ${goals.min_guest_speed_percent} %`
      : '';
  const said = assumed.length === 0 ? '' : ` (${assumed.join(' and ')} not given: assumed)`;
  return `Goals: downtime at most ${goals.max_downtime_ms} ms, total at most ${goals.max_total_s} s${speed}${said}.`;
}

function answer({ dirty_rate_range: range, settings, verdict }: Advice): string {
  const { interval, met, runs } = settings;
  const chance =
    `goals met in ${met} of ${runs} runs; the chance is between ${percent(interval.low)} and ` +
    `${percent(interval.high)} (95 % confidence)`;
  switch (verdict) {
    case 'met': {
      const total = settings.total_time_ms?.mean ?? 0;
      return `Yes${range === undefined ? '' : ', at both ends of what was measured'}: ${settings.text}. It takes ${secondsText(total)}; ${chance}.`;
    }
    case 'unlikely':
      if (range !== undefined) return 'Not reliably at both ends of what was measured.';
      return `Not reliably: ${chance}.`;
    case 'unmet':
      if (range !== undefined) return 'Not at both ends of what was measured.';
      return `No: none of the settings tried meets the goals; ${chance}.`;
  }
}

/** By how much the nearest misses, and what would let the goals be met. */
function missesText({ settings, verdict, would_meet: would }: Advice): string[] {
  if (verdict === 'met' || would === null) return [];
  const { downtime_ms: downtime, guest_speed_percent: speed, total_s: total } = settings.missed;
  const missed = [
    ...(downtime === null ? ['it does not complete in time'] : []),
    ...(downtime !== null && downtime > 0 ? [`downtime by ${millisecondsText(downtime)}`] : []),
    ...(total !== null && total > 0 ? [`total time by ${secondsText(total * 1000)}`] : []),
    ...(speed > 0 ? [`guest speed by ${percent(speed / 100)}`] : []),
  ];
  const helps = [
    ...(would.link_gbit === null ? [] : [`a link of ${would.link_gbit} Gbit/s`]),
    ...(would.max_downtime_ms === null ? [] : [`a downtime of ${would.max_downtime_ms} ms`]),
    ...(would.max_total_s === null ? [] : [`a total time of ${would.max_total_s} s`]),
    ...(would.min_guest_speed_percent === null || speed === 0
      ? []
      : [`a guest speed of ${would.min_guest_speed_percent} %`]),
  ];
  return [
    missed.length === 0
      ? 'On average the nearest settings meet each goal, but not in every run.'
      : `The nearest misses, on average: ${missed.join(', ')}.`,
    helps.length === 0
      ? 'No faster link (up to 40 times) or longer downtime (up to 100 times) that was tried would help.'
      : `One of these would help: ${helps.join(', or ')}.`,
  ];
}

/** The dirty rate against the bandwidth, and what the guest has to be slowed down to. */
export function whyText({ goals, settings, survey }: Advice): string[] {
  const {
    dirtied_bytes_per_second: dirtied,
    first_pass_seconds: first,
    least_downtime_ms: leastMs,
    least_remaining_bytes: left,
    sent_bytes_per_second: sent,
  } = survey;
  const lines: string[] = [];
  if (first !== null) lines.push(`Sending all of RAM once takes ${secondsText(first * 1000)}.`);
  if (dirtied !== null && sent !== null && dirtied > 0) {
    lines.push(
      `From then on the guest dirties ${rateText(dirtied)} while ${rateText(sent)} are sent ` +
        `(${percent(dirtied / sent)}).`,
    );
  }
  if (left !== null && leastMs !== null) {
    const limit = `${goals.max_downtime_ms} ms`;
    const need = `at least ${sizeText(left)} stay, which take ${millisecondsText(leastMs)}`;
    lines.push(
      survey.converges
        ? `Without help it converges: from time to time the rest takes no more than ${limit}.`
        : `Without help it does not converge: ${need}, and the downtime may be ${limit}.`,
    );
  }
  const throttle = settings.max_throttle_percent;
  if (throttle !== null && throttle.max > 0) {
    const range =
      throttle.min === throttle.max ? `${throttle.max} %` : `${throttle.min} to ${throttle.max} %`;
    lines.push(`These settings drive the throttle to ${range}.`);
  }
  return lines;
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
