import { millisecondsText, rateText, secondsText, sizeText } from '../documents/prose-number.js';
import type { Advice } from './advice.js';
import { chanceText } from './chance-text.js';
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
    `${guest.mem_gb} GiB and ${guest.cpus} ${guest.cpus === 1 ? 'vCPU' : 'vCPUs'}, ${writes}, QEMU ` +
    `${advice.version}, host ${advice.host} with a link of ${advice.link_gbit} Gbit/s` +
    (guest.ram_in_use === 'all' ? '; all RAM has content.' : '.');
  const nearest = advice.verdict === 'met' ? [] : [`Closest: ${settings.text}.`];
  return [
    ...(advice.continuation === undefined ? observedText(advice) : []),
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
  const said = assumed.length === 0 ? '' : ` (${assumed.join(' and ')} by default)`;
  return `Goals: downtime at most ${goals.max_downtime_ms} ms, total at most ${goals.max_total_s} s${speed}${said}.`;
}

function answer({ dirty_rate_range: range, settings, verdict }: Advice): string {
  const { met, runs } = settings;
  const chance = `goals met in ${met} of ${runs} runs: ${chanceText(met, runs)} at 95 % confidence`;
  switch (verdict) {
    case 'met': {
      const total = settings.total_time_ms?.mean ?? 0;
      return `Yes${range === undefined ? '' : ', at both extremes'}: ${settings.text}. It takes ${secondsText(total)}; ${chance}.`;
    }
    case 'unlikely':
      if (range !== undefined) return 'Not reliably at both extremes.';
      return `Not reliably: ${chance}.`;
    case 'unmet':
      if (range !== undefined) return 'Not at both extremes.';
      return `No: none of the settings tried meets the goals; ${chance}.`;
  }
}

/** By how much the nearest misses, and what would let the goals be met. */
function missesText({ settings, verdict, would_meet: would }: Advice): string[] {
  if (verdict === 'met' || would === null) return [];
  const { downtime_ms: downtime, guest_speed_percent: speed, total_s: total } = settings.missed;
  const missed = [
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
    ...(downtime === null ? ['The closest settings do not complete in time.'] : []),
    ...(missed.length > 0 ? [`The closest settings miss, on average: ${missed.join(', ')}.`] : []),
    ...(downtime !== null && missed.length === 0
      ? ['On average the closest settings meet each goal, but not in every run.']
      : []),
    helps.length === 0
      ? 'Neither a faster link (up to 40 times) nor a longer downtime (up to 100 times) would help.'
      : `Any one of these would help: ${helps.join(', or ')}.`,
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
  if (first !== null) lines.push(`One pass over RAM takes ${secondsText(first * 1000)}.`);
  if (dirtied !== null && sent !== null && dirtied > 0) {
    lines.push(
      `After that the guest dirties ${rateText(dirtied)}, and ${rateText(sent)} are sent ` +
        `(${percent(dirtied / sent)}).`,
    );
  }
  if (left !== null && leastMs !== null) {
    const limit = `${goals.max_downtime_ms} ms`;
    const need = `at least ${sizeText(left)} remain, which take ${millisecondsText(leastMs)} to send`;
    lines.push(
      survey.converges
        ? `It converges without help: now and then what remains takes no more than ${limit} to send.`
        : `It does not converge without help: ${need}, and the goal is ${limit}.`,
    );
  }
  const throttle = settings.max_throttle_percent;
  if (throttle !== null && throttle.max > 0) {
    const range =
      throttle.min === throttle.max ? `${throttle.max} %` : `${throttle.min} to ${throttle.max} %`;
    lines.push(`These settings drive the throttle to ${range}.`);
  }
  if (settings.slow_seconds !== null && settings.slow_seconds.max > 0) {
    const { max, min } = settings.slow_seconds;
    const [least, most] = [min, max].map((seconds) => secondsText(1000 * seconds));
    const range = least === most ? most : `${least} to ${most}`;
    lines.push(`For ${range} the guest runs at less than a tenth of its speed.`);
  }
  return lines;
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
