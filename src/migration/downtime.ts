/** The parts of the downtime; they add up to `Downtime.totalMs`. Milliseconds. */
export interface DowntimeParts {
  readonly stopMs: number;
  readonly finalSyncMs: number;
  readonly residualRamMs: number;
  readonly deviceStateMs: number;
  /** Zero in reported downtime unless the source waits for the destination (return path). */
  readonly loadMs: number;
  readonly startMs: number;
}

export interface Downtime {
  /** As QEMU reports it, unrounded. */
  readonly totalMs: number;
  readonly parts: DowntimeParts;
  /** From the stop of the source's vCPUs to the start of the destination's. */
  readonly blackoutMs: number;
  /** Bytes of RAM sent while the guest was stopped. */
  readonly residualBytes: number;
}
