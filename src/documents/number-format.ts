/** A number with its sign and one decimal: "+0.4", "-12.0"; no sign if it rounds to zero. */
export function signed(value: number, unit = ''): string {
  const text = Math.abs(value).toFixed(1);
  const sign = Number(text) === 0 ? '' : value < 0 ? '-' : '+';
  return `${sign}${text}${unit}`;
}

/** A signed number, or nothing where there is none. */
export function signedOr(none: string, value: number | null | undefined, unit = ''): string {
  return value === null || value === undefined ? none : signed(value, unit);
}

/** A whole number, or `-` where there is none. */
export function whole(value: number | null): string {
  return value === null ? '-' : String(Math.round(value));
}

/** Whole numbers; below ten, with a digit behind the point: "9.8", "12". */
export function figure(value: number): string {
  const isSmall = Math.abs(value) < 10 && !Number.isInteger(value);
  return isSmall ? value.toFixed(1) : String(Math.round(value));
}

/** What a reader compares: three digits, and all of a whole number: "0.12", "12.3", "12345". */
export function comparable(value: number): string {
  const size = Math.abs(value);
  return rounded(value, size >= 100 ? 0 : size >= 10 ? 1 : 2);
}

export type QuantityUnit = 'ms' | 'bytes' | 'percent' | 'count';

/** A value with its unit, to about four digits: "398.7 s", "406 ms", "74.5 GiB". */
export function quantity(value: number, unit: QuantityUnit): string {
  switch (unit) {
    case 'ms':
      return value < 10_000 ? `${fourDigits(value)} ms` : `${fourDigits(value / 1000)} s`;
    case 'bytes': {
      const steps = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
      let step = 0;
      for (; value >= 1024 && step < steps.length - 1; step++) value /= 1024;
      return `${fourDigits(value)} ${steps[step]}`;
    }
    case 'percent':
      return `${fourDigits(value)}%`;
    case 'count':
      return fourDigits(value);
  }
}

function fourDigits(value: number): string {
  const size = Math.abs(value);
  return rounded(value, size < 10 ? 2 : size < 1000 ? 1 : 0);
}

/** No zeros at the end. */
function rounded(value: number, decimals: number): string {
  return String(Number(value.toFixed(decimals)));
}
