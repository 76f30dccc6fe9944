/**
 * What a run does: steps of the clock and events, stretches of a link's rate, lines that programs print, pages that
 * an allocator takes, batches of free pages, touches of missing pages, looks at what a program has written, and
 * seconds of virtual time.
 */
export const workKinds = [
  'steps',
  'linkRates',
  'lines',
  'allocations',
  'batches',
  'touches',
  'looks',
  'seconds',
] as const;
export type WorkKind = (typeof workKinds)[number];

/** What has been done of each kind. */
export type WorkDone = Readonly<Record<WorkKind, number>>;

/** A run that is more work than a run may be. */
export class WorkExceeded extends Error {
  override readonly name = 'WorkExceeded';

  constructor(readonly done: WorkDone) {
    super('the migration is more work than one run may be');
  }
}

/**
 * Units of work that one run may do. The largest documented runs do a few million of them; a run that would not
 * end, or not within minutes, gets there.
 */
export const RUN_WORK = 250_000_000;

/** The work of one run, counted by what it does and not by a clock: the same on every machine. */
export class WorkBudget {
  private left: number;
  private readonly done: Record<WorkKind, number>;

  constructor(units = RUN_WORK) {
    this.left = units;
    this.done = Object.fromEntries(workKinds.map((kind) => [kind, 0])) as Record<WorkKind, number>;
  }

  /**
   * Accounts for `units` of work.
   *
   * @throws WorkExceeded if the run has done more than it may
   */
  spend(kind: WorkKind, units = 1): void {
    this.done[kind] += units;
    this.left -= units;
    if (!(this.left >= 0)) throw new WorkExceeded(this.done);
  }
}
