/** What QEMU knows of a migration that is under way. Times in ms, sizes in bytes. */
export interface MigrationLook {
  /** Since the migrate command. */
  readonly timeMs: number;
  /** `dirty-sync-count`: syncs so far, whoever did them. */
  readonly syncCount: number;
  /** The throttle of now, percent, of the vCPU that is throttled most; 0 is none. */
  readonly throttlePercent: number;
  readonly vcpus: number;
  readonly ramBytes: number;
  /** `transferred`: all that was sent. */
  readonly transferredBytes: number;
  /** What is pending, as far as the syncs have found it. */
  readonly remainingBytes: number;
  readonly remainingAtLastSyncBytes: number;
  /** What may be pending at the switchover: the bandwidth times the downtime limit. */
  readonly thresholdBytes: number;
  readonly downtimeLimitMs: number;
  /** QEMU's estimate of now; 0 before the first. */
  readonly bandwidthBytesPerSecond: number;
  /** `dirty-pages-rate`, in bytes, of the last period that was judged. */
  readonly dirtyBytesPerSecond: number;
}
