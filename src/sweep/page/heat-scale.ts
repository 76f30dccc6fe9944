/** Beyond this ratio of the largest to the smallest value a linear scale shows the largest only. */
const logarithmicFrom = 50;

/** How values become colours. */
export interface HeatScale {
  readonly low: number;
  readonly high: number;
  readonly isLogarithmic: boolean;
  /** Where a value is between the smallest (0) and the largest (1). */
  position(value: number): number;
}

/** The scale of some values; null of none. */
export function heatScale(values: readonly number[]): HeatScale | null {
  if (values.length === 0) return null;
  const low = values.reduce((a, b) => Math.min(a, b));
  const high = values.reduce((a, b) => Math.max(a, b));
  const isLogarithmic = low > 0 && high / low > logarithmicFrom;
  const map = (value: number): number => (isLogarithmic ? Math.log(value) : value);
  const span = map(high) - map(low);
  const position = (value: number) => (span === 0 ? 0 : (map(value) - map(low)) / span);
  return { low, high, isLogarithmic, position };
}

/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [number, number, number];

/** The colour between two that eyes see at that part of the way: mixed in Oklab. */
export function mixedColor(from: Rgb, to: Rgb, part: number): Rgb {
  const [a, b] = [oklabOf(from), oklabOf(to)];
  return rgbOf([0, 1, 2].map((at) => a[at] + (b[at] - a[at]) * part));
}

/** Black or white, whichever is easier to read on a colour; the contrast is 4.5 at least. */
export function inkOn(color: Rgb): '#000000' | '#ffffff' {
  const [r, g, b] = color.map(linear);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? '#000000' : '#ffffff';
}

/** A colour as style sheets write it: `#rrggbb`. */
export function hexOf(color: Rgb): string {
  return `#${color.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

/** The colour that `#rrggbb` says. */
export function colorOf(hex: string): Rgb {
  const part = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16);
  return [part(1), part(3), part(5)];
}

function linear(part: number): number {
  const share = part / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

function companded(share: number): number {
  const part = share <= 0.003_130_8 ? share * 12.92 : 1.055 * share ** (1 / 2.4) - 0.055;
  return Math.max(0, Math.min(255, Math.round(part * 255)));
}

/** Björn Ottosson's Oklab. */
function oklabOf(color: Rgb): readonly number[] {
  const [r, g, b] = color.map(linear);
  const l = Math.cbrt(0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b);
  const m = Math.cbrt(0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b);
  const s = Math.cbrt(0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b);
  return [
    0.210_454_255_3 * l + 0.793_617_785 * m - 0.004_072_046_8 * s,
    1.977_998_495_1 * l - 2.428_592_205 * m + 0.450_593_709_9 * s,
    0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766 * s,
  ];
}

function rgbOf([lightness, a, b]: readonly number[]): Rgb {
  const l = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b) ** 3;
  const m = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b) ** 3;
  const s = (lightness - 0.089_484_177_5 * a - 1.291_485_548 * b) ** 3;
  return [
    companded(4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s),
    companded(-1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s),
    companded(-0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701 * s),
  ];
}
