import { millisecondsText, secondsText } from '../documents/prose-number.js';
import type { RunRecord } from '../results/run-record.js';

/** What a strategy can do worse than another one, of one run of each in the same scenario and with the same randomness. */
export interface ChallengeMetric {
  readonly title: string;
  readonly unit: string;
  /** What holds of the strategy in each run of a find, in words. */
  readonly finding: (least: number) => string;
  /** How much worse it has to be for a find, unless somebody says so. */
  readonly standardLeast: number;
  /** By how much the first run is worse; null where the two cannot be compared. */
  readonly excess: (own: RunRecord, other: RunRecord) => number | null;
  /** Where several are as bad: which is nearer to being worse. */
  readonly hint: (own: RunRecord, other: RunRecord) => number;
  /** The figure of a run; null where it has none. */
  readonly figure: (run: RunRecord) => number | null;
  /** A figure as people read it. */
  readonly show: (figure: number) => string;
}

/** Times shorter than these count as these: twice nothing is no find. */
const leastTotalMs = 1000;
const leastDowntimeMs = 50;

const isCompleted = ({ status }: RunRecord): boolean => status === 'completed';

/** By how many percent a time is longer than another one. */
function longer(own: number | null, other: number | null, least: number): number | null {
  if (own === null || other === null) return null;
  return (100 * (own - other)) / Math.max(other, least);
}

function totalTime(run: RunRecord): number | null {
  return isCompleted(run) ? run.total_time_ms : null;
}

/** What a guest that ran at full speed would have done in the time, beyond what it did. */
function lostSeconds(run: RunRecord): number {
  const stoppedMs = run.downtime_ms ?? 0;
  const runningMs = run.total_time_ms - stoppedMs;
  return (runningMs * (1 - run.guest_speed_percent / 100) + stoppedMs) / 1000;
}

/** The metrics of a challenge by the names that options have for them. */
export const challengeMetrics = {
  'total-time': {
    show: secondsText,
    title: 'total time',
    finding: (least) => `it takes longer by ${least} % or more`,
    unit: '%',
    standardLeast: 10,
    figure: totalTime,
    excess: (own, other) => longer(totalTime(own), totalTime(other), leastTotalMs),
    hint: (own, other) => other.guest_speed_percent - own.guest_speed_percent,
  },
  downtime: {
    show: millisecondsText,
    title: 'downtime',
    finding: (least) => `its downtime is longer by ${least} % or more`,
    unit: '%',
    standardLeast: 20,
    figure: (run) => run.downtime_ms,
    excess: (own, other) => longer(own.downtime_ms, other.downtime_ms, leastDowntimeMs),
    hint: (own, other) => other.guest_speed_percent - own.guest_speed_percent,
  },
  'guest-speed': {
    show: (speed) => `${speed.toFixed(1)} %`,
    title: 'guest speed',
    finding: (least) => `the guest is slower by ${least} points or more`,
    unit: 'points',
    standardLeast: 5,
    figure: (run) => run.guest_speed_percent,
    // A guest that was slowed down so that its migration completes is no worse off.
    excess: (own, other) =>
      own.status === other.status ? other.guest_speed_percent - own.guest_speed_percent : null,
    hint: () => 0,
  },
  'guest-time': {
    show: (lost) => secondsText(1000 * lost),
    title: 'guest time lost',
    finding: (least) => `the guest loses ${least} s or more of its own time beyond the other`,
    unit: 's',
    standardLeast: 5,
    figure: lostSeconds,
    excess: (own, other) =>
      own.status === other.status ? lostSeconds(own) - lostSeconds(other) : null,
    hint: () => 0,
  },
  convergence: {
    show: (share) => `${Math.round(100 * share)} %`,
    title: 'runs that complete',
    finding: () => 'it does not complete where the other does',
    unit: 'runs',
    standardLeast: 1,
    figure: (run) => (isCompleted(run) ? 1 : 0),
    excess: (own, other) => Number(isCompleted(other)) - Number(isCompleted(own)),
    hint: (own, other) => Math.log(own.total_time_ms / other.total_time_ms),
  },
  'lost-pages': {
    show: (pages) => String(Math.round(pages)),
    title: 'lost pages',
    finding: (least) => `it loses ${least} pages or more`,
    unit: 'pages',
    standardLeast: 1,
    figure: (run) => run.lost_pages ?? null,
    excess: (own, other) => (own.lost_pages ?? 0) - (other.lost_pages ?? 0),
    hint: (own) => own.iterations,
  },
} as const satisfies Readonly<Record<string, ChallengeMetric>>;

export type ChallengeMetricName = keyof typeof challengeMetrics;
export const challengeMetricNames = Object.keys(challengeMetrics) as ChallengeMetricName[];
