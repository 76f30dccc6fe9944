/**
 * The smallest number between `low`, at which something does not hold, and `high`, at which it does, to within
 * `precision` of itself. Each step tries several numbers at once, equally far apart in logarithms, so that
 * their runs can share the cores; it takes the range below the smallest at which it holds.
 *
 * @param firstHeld the index of the smallest of some numbers at which it holds, -1 for none; they are in their order
 */
export async function smallestThat(
  low: number,
  high: number,
  precision: number,
  firstHeld: (values: readonly number[]) => Promise<number>,
): Promise<number> {
  let below = low;
  let best = high;
  while (best / below > 1 + precision) {
    const factor = (best / below) ** (1 / (perStep + 1));
    const values = Array.from({ length: perStep }, (_, index) => below * factor ** (index + 1));
    const first = await firstHeld(values);
    if (first > 0) below = values[first - 1];
    if (first < 0) below = values[values.length - 1];
    if (first >= 0) best = values[first];
  }
  return best;
}

const perStep = 3;
