/**
 * What a run does: steps of the clock and events, stretches of a link's rate, lines that programs print, pages that
 * an allocator takes, batches of free pages, touches of missing pages, looks at what a program has written,
 * seconds of virtual time, samples that are kept, and passes of Cloud Hypervisor. By number, as runs count hundreds of thousands of them.
 */
export const kindsOfWork = {
  steps: 0,
  linkRates: 1,
  lines: 2,
  allocations: 3,
  batches: 4,
  touches: 5,
  looks: 6,
  seconds: 7,
  samples: 8,
  passes: 9,
} as const;
export type WorkKind = keyof typeof kindsOfWork;
export const workKinds = Object.keys(kindsOfWork) as readonly WorkKind[];

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
  private left = 0;
  private readonly done = new Float64Array(workKinds.length);

  constructor(units = RUN_WORK) {
    this.left = units;
  }

  /**
   * Accounts for `units` of work of a kind.
   *
   * @throws WorkExceeded if the run has done more than it may
   */
  spend(kind: (typeof kindsOfWork)[WorkKind], units = 1): void {
    this.done[kind] += units;
    this.left -= units;
    if (!(this.left >= 0)) throw new WorkExceeded(this.doneByKind());
  }

  private doneByKind(): WorkDone {
    const entries = workKinds.map((kind) => [kind, this.done[kindsOfWork[kind]]] as const);
    return Object.fromEntries(entries) as WorkDone;
  }
}
