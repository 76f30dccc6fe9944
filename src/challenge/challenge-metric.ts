import { millisecondsText, secondsText } from '../documents/prose-number.js';
import type { RunRecord } from '../results/run-record.js';

/** What a strategy can do worse than another one, of one run of each in the same scenario and with the same randomness. */
export interface ChallengeMetric {
  readonly title: string;
  readonly unit: string;
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

/** The metrics of a challenge by the names that options have for them. */
export const challengeMetrics = {
  'total-time': {
    show: secondsText,
    title: 'total time',
    unit: '%',
    standardLeast: 10,
    figure: totalTime,
    excess: (own, other) => longer(totalTime(own), totalTime(other), leastTotalMs),
    hint: (own, other) => other.guest_speed_percent - own.guest_speed_percent,
  },
  downtime: {
    show: millisecondsText,
    title: 'downtime',
    unit: '%',
    standardLeast: 20,
    figure: (run) => run.downtime_ms,
    excess: (own, other) => longer(own.downtime_ms, other.downtime_ms, leastDowntimeMs),
    hint: (own, other) => other.guest_speed_percent - own.guest_speed_percent,
  },
  'guest-speed': {
    show: (speed) => `${speed.toFixed(1)} %`,
    title: 'guest speed',
    unit: 'points',
    standardLeast: 5,
    figure: (run) => run.guest_speed_percent,
    // A guest that was slowed down so that its migration completes is no worse off.
    excess: (own, other) =>
      own.status === other.status ? other.guest_speed_percent - own.guest_speed_percent : null,
    hint: () => 0,
  },
  convergence: {
    show: (share) => `${Math.round(100 * share)} %`,
    title: 'runs that complete',
    unit: 'runs',
    standardLeast: 1,
    figure: (run) => (isCompleted(run) ? 1 : 0),
    excess: (own, other) => Number(isCompleted(other)) - Number(isCompleted(own)),
    hint: (own, other) => Math.log(own.total_time_ms / other.total_time_ms),
  },
  'lost-pages': {
    show: (pages) => String(Math.round(pages)),
    title: 'lost pages',
    unit: 'pages',
    standardLeast: 1,
    figure: (run) => run.lost_pages ?? null,
    excess: (own, other) => (own.lost_pages ?? 0) - (other.lost_pages ?? 0),
    hint: (own) => own.iterations,
  },
} as const satisfies Readonly<Record<string, ChallengeMetric>>;

export type ChallengeMetricName = keyof typeof challengeMetrics;
export const challengeMetricNames = Object.keys(challengeMetrics) as ChallengeMetricName[];
