import { paretoFront } from '../advise/pareto.js';
import { isCompleted, meanOf, type Trial } from '../advise/trials.js';
import { mean } from '../statistics/summary.js';
import type { Point } from '../search/gene.js';

/** Settings and what came of them over all loads. */
export interface TunedSettings {
  readonly point: Point;
  /** Runs of all loads, and how many of them completed. */
  readonly runs: number;
  readonly completed: number;
  /** Means over the loads of which a run completed; NaN if none did. */
  readonly total_time_ms: number;
  readonly downtime_ms: number;
  readonly guest_speed_percent: number;
}

/** @param trials a trial of the settings under each load */
export function tunedSettings(point: Point, trials: readonly Trial[]): TunedSettings {
  const runs = trials.flatMap((trial) => trial.runs);
  const overLoads = (figure: Parameters<typeof meanOf>[1]): number =>
    mean(trials.map((trial) => meanOf(trial, figure)).filter((value) => value !== null));
  return {
    point,
    runs: runs.length,
    completed: runs.filter(isCompleted).length,
    total_time_ms: overLoads('total_time_ms'),
    downtime_ms: overLoads('downtime_ms'),
    guest_speed_percent: overLoads('guest_speed_percent'),
  };
}

/** The Pareto front of those under which the most runs completed, the shortest total time first; empty if none did. */
export function bestOf(tried: readonly TunedSettings[]): readonly TunedSettings[] {
  const most = Math.max(0, ...tried.map(({ completed }) => completed));
  if (most === 0) return [];
  const candidates = tried.filter(({ completed }) => completed === most);
  return [...paretoFront(candidates)].sort((a, b) => a.total_time_ms - b.total_time_ms);
}
