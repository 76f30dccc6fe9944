import type { Points } from './points.js';
import type { Quantity } from './quantities.js';

/** One line of a chart. */
export interface PlotSeries extends Points {
  readonly quantity: Quantity;
  /** The thread that it is of, as the legend names it; null for all of them together. */
  readonly thread: string | null;
}

/** A moment at which the status or the iteration became another. */
export interface ProgressMark {
  /** Seconds since the migrate command. */
  readonly seconds: number;
  readonly status: string;
  readonly iteration: number;
}

export interface DowntimePart {
  readonly name: string;
  readonly ms: number;
}

/** How long the guest stood still. */
export interface ChartDowntime {
  readonly totalMs: number;
  /** The downtime limit that was set, ms; null if the engine has none. */
  readonly limitMs: number | null;
  /** Null where the source of the chart has the sum only. */
  readonly parts: readonly DowntimePart[] | null;
}

/** The figures of a run that one compares first. */
export interface ChartOutcome {
  readonly status: string;
  readonly totalMs: number;
  readonly iterations: number;
  readonly maxThrottlePercent: number;
  readonly transferredBytes: number;
}

/** A titled part of the table of parameters. */
export interface ParameterGroup {
  readonly title: string;
  readonly rows: readonly (readonly [name: string, value: string])[];
}

/** Everything that the page and the terminal draw of one migration. */
export interface MigrationChart {
  readonly name: string;
  readonly file: string;
  /** Where the figures come from: a simulation or a real run. */
  readonly origin: 'simulated' | 'measured';
  readonly outcome: ChartOutcome;
  readonly downtime: ChartDowntime | null;
  /**
   * When the report begins, in seconds since the migrate command (negative). guestperf-plot counts
   * from here: the first CPU or guest timing.
   */
  readonly ownStartSeconds: number;
  readonly progress: readonly ProgressMark[];
  readonly series: readonly PlotSeries[];
  readonly parameters: readonly ParameterGroup[];
}
