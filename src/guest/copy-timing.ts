/** A "copied 1 GB in N ms" line of the stress program. */
export interface CopyTiming {
  readonly vcpu: number;
  /** When the line was printed, ms since the migrate command (negative: before it). */
  readonly atMs: number;
  readonly copyMs: number;
}
