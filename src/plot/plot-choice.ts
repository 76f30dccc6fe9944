/** Which charts are drawn: guestperf-plot's chart options, and what stands around them. */
export interface PlotChoice {
  /** Iterations as stars, and where the status changes. */
  readonly iterations: boolean;
  /** All threads of the guest as one. */
  readonly totalGuest: boolean;
  /** Each thread of the guest by itself. */
  readonly splitGuest: boolean;
  readonly qemuCpu: boolean;
  readonly vcpuCpu: boolean;
  /** The charts that guestperf-plot does not have: throttle, remaining, rates, downtime. */
  readonly progress: boolean;
  /** What zero on the time axis is: the migrate command, or the report's own start. */
  readonly align: Alignment;
}

export const alignments = ['migration', 'start'] as const;
export type Alignment = (typeof alignments)[number];
