/** Pages [start, end) of the guest. */
export interface PageRange {
  readonly start: number;
  readonly end: number;
}
