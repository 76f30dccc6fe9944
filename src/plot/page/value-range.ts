/** Where the middle nine tenths of the values span more than this ratio, a linear axis shows the large ones only. */
const logarithmicFrom = 50;

/** A logarithmic axis has at most so many powers of ten. */
const mostDecades = 6;

/** Whether values differ by orders of magnitude; zeros do not count. */
export function rangeAsksForLog(values: readonly number[]): boolean {
  const positive = values.filter((value) => value > 0).sort((a, b) => a - b);
  if (positive.length === 0) return false;
  const at = (part: number) => positive[Math.round(part * (positive.length - 1))];
  return at(0.95) / at(0.05) > logarithmicFrom;
}

/**
 * The ends of an axis of values.
 *
 * @param least what the upper end is at least
 * @param labelShare the part of the height that labels above the lines take
 */
export function valueRange(
  values: readonly number[],
  axis: { readonly isLog: boolean; readonly least: number; readonly labelShare: number },
): [min: number, max: number] {
  const { isLog, least, labelShare } = axis;
  const highest = values.reduce((a, b) => Math.max(a, b), least);
  if (highest === 0) return [isLog ? 0.1 : 0, 1];
  if (!isLog) return [0, (highest * 1.06) / (1 - labelShare)];
  const lowest = values.reduce((a, b) => (b > 0 ? Math.min(a, b) : a), highest);
  const decades = Math.min(mostDecades, Math.ceil(Math.log10(highest / lowest)));
  const floor = 10 ** Math.floor(Math.log10(Math.max(lowest, highest / 10 ** decades)));
  return [floor, highest * 1.2 * (highest / floor) ** (labelShare / (1 - labelShare))];
}
