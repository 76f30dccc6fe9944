import { CopyRuns, MOST_RUNS } from './copy-runs.js';

/** What all slots of a cache hold, in runs. They are kept in parts, so that a change in one place moves few of them. */
export class SlotRuns {
  private readonly parts: CopyRuns[];
  /** The part that was looked at last: the next look is near it, mostly. */
  private last = 0;
  /** A part while it is changed: it may have more runs then. */
  private readonly changed = new CopyRuns(MOST_RUNS + 2);

  /** All slots are empty. */
  constructor(private readonly slots: number) {
    const empty = new CopyRuns();
    empty.count = 1;
    this.parts = [empty];
  }

  /** The part that `slot` is in. */
  partOf(slot: number): CopyRuns {
    return this.parts[this.indexOf(slot)];
  }

  /** End of the slots from `from` on, at most `to`, whose runs are all as `isAlike` says. */
  alikeUntil(
    from: number,
    to: number,
    isAlike: (part: CopyRuns, index: number) => boolean,
  ): number {
    const { parts } = this;
    let place = this.indexOf(from);
    for (let index = parts[place].indexOf(from); ; index++) {
      if (index === parts[place].count) {
        if (++place === parts.length) return to;
        index = 0;
      }
      const part = parts[place];
      if (part.start[index] >= to) return to;
      if (!isAlike(part, index)) return Math.max(from, part.start[index]);
    }
  }

  /** Calls `change` for each run of the slots [from, to), which become runs of their own where they were parts of some. */
  change(from: number, to: number, change: (part: CopyRuns, index: number) => void): void {
    for (let place = this.indexOf(from); place < this.parts.length; place++) {
      const part = this.parts[place];
      if (part.start[0] >= to) return;
      this.changePart(part, this.endOf(place), from, to, change);
      if (this.changed.count > MOST_RUNS) {
        const half = MOST_RUNS / 2;
        const behind = new CopyRuns();
        behind.take(this.changed, half, this.changed.count);
        this.changed.count = half;
        this.parts.splice(++place, 0, behind);
      }
      part.take(this.changed, 0, this.changed.count);
    }
  }

  /** Puts what becomes of a part into `changed`. */
  private changePart(
    part: CopyRuns,
    partEnd: number,
    from: number,
    to: number,
    change: (part: CopyRuns, index: number) => void,
  ): void {
    const { changed } = this;
    changed.count = 0;
    for (let index = 0; index < part.count; index++) {
      const start = part.start[index];
      const end = index + 1 < part.count ? part.start[index + 1] : partEnd;
      if (start < from) changed.append(start, part, index);
      if (end <= from) continue;
      if (start < to) {
        changed.append(Math.max(start, from), part, index);
        change(changed, changed.count - 1);
        changed.joinLast();
      }
      if (end > to) {
        changed.append(Math.max(start, to), part, index);
        changed.joinLast();
      }
    }
  }

  private endOf(place: number): number {
    return place + 1 < this.parts.length ? this.parts[place + 1].start[0] : this.slots;
  }

  private indexOf(slot: number): number {
    const { last, parts } = this;
    if (slot >= parts[last].start[0] && slot < this.endOf(last)) return last;
    let low = 0;
    let high = parts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (parts[middle].start[0] <= slot) low = middle;
      else high = middle - 1;
    }
    this.last = low;
    return low;
  }
}
