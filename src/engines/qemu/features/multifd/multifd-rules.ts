/** How versions of QEMU differ in multifd (multifd.c, multifd-nocomp.c). */
export interface MultifdRules {
  /** All channels are synchronised after each iterate step, else after each scan round (8.1). */
  readonly syncsEachStep: boolean;
  /** Once more when the RAM of the switchover is sent (before 10.0). */
  readonly syncsAtCompletion: boolean;
  /** Bytes count for the rate limit when they are queued, else when they are written (8.1). */
  readonly countsQueuedBytes: boolean;
}
