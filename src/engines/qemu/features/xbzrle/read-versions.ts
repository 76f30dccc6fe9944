/** Versions that pages had when they were read, in runs of one version. */
export class ReadVersions {
  private start = 0;
  private runs = 0;
  private readonly ends: Float64Array;
  private readonly versions: Float64Array;

  /** @param limit of runs */
  constructor(limit: number) {
    this.ends = new Float64Array(limit);
    this.versions = new Float64Array(limit);
  }

  /** Pages from `start` on are read; what was read before is forgotten. */
  begin(start: number): void {
    this.start = start;
    this.runs = 0;
  }

  /** The pages from the last end to this one are of `version`. */
  add(end: number, version: number): void {
    this.ends[this.runs] = end;
    this.versions[this.runs++] = version;
  }

  /** The last run goes on to `end`. */
  extend(end: number): void {
    this.ends[this.runs - 1] = end;
  }

  /** Calls `visit` with the runs of the pages before `limit`. */
  each(limit: number, visit: (start: number, end: number, version: number) => void): void {
    let from = this.start;
    for (let run = 0; run < this.runs && from < limit; run++) {
      const end = Math.min(this.ends[run], limit);
      visit(from, end, this.versions[run]);
      from = end;
    }
  }
}
