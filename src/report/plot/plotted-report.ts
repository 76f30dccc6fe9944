/** One poll of query-migrate in guestperf's Report. */
export interface ReportProgress {
  readonly status: string;
  readonly ram: {
    readonly transferred_bytes: number;
    readonly remaining_bytes: number;
    readonly total_bytes: number;
    readonly dirty_rate_pps: number;
    readonly iterations: number;
  };
  readonly now: number;
  readonly duration: number;
  readonly downtime: number;
  readonly throttle_pcent: number;
}

export interface TimingRecord {
  readonly tid: number;
  readonly timestamp: number;
  readonly value: number;
}

export interface PlottedReport {
  readonly hardware: Readonly<Record<string, unknown>>;
  readonly scenario: Readonly<Record<string, unknown>> & { name: string; downtime: number };
  readonly progress_history: readonly ReportProgress[];
  readonly guest_timings: readonly TimingRecord[];
  readonly qemu_timings: readonly TimingRecord[];
  readonly vcpu_timings: readonly TimingRecord[];
  readonly binary: string;
  readonly dst_host: string;
  readonly kernel: string;
  readonly initrd: string;
  readonly transport: string;
  readonly sleep: number;
  readonly extra?: unknown;
}
