import { thinOut } from '../plot/thin-out.js';
import type { Points } from '../plot/points.js';

/** As many as a screen could ever show; peaks stay. */
const keptPoints = 1000;

/** A line that grows for hours and stays small. */
export class GrowingLine implements Points {
  private points: { seconds: number[]; values: number[] } = { seconds: [], values: [] };

  get seconds(): readonly number[] {
    return this.points.seconds;
  }

  get values(): readonly number[] {
    return this.points.values;
  }

  get last(): number | undefined {
    return this.points.values.at(-1);
  }

  /** @param second not before the last one */
  add(second: number, value: number): void {
    this.points.seconds.push(second);
    this.points.values.push(value);
    if (this.points.seconds.length > 2 * keptPoints)
      this.points = copyOf(thinOut(this.points, keptPoints));
  }
}

function copyOf({ seconds, values }: Points): { seconds: number[]; values: number[] } {
  return { seconds: [...seconds], values: [...values] };
}
