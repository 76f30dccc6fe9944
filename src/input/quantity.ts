/** What a number counts or measures, as it is put behind ranges. */
export type Unit =
  | 'vCPUs'
  | 'GiB'
  | 'MiB'
  | 'pages'
  | 'entries'
  | 'threads'
  | 'channels'
  | 'connections'
  | 'ms'
  | 's'
  | 'MiB/s'
  | 'Gbit/s'
  | 'Mbit/s'
  | '%'
  | 'times the RAM'
  | 'runs'
  | 'share';

const KIB = 1024;

/** Bytes; a letter alone is binary, as QEMU and libvirt read it. */
const sizes: Readonly<Record<string, number>> = {
  K: KIB,
  M: KIB ** 2,
  G: KIB ** 3,
  T: KIB ** 4,
  KiB: KIB,
  MiB: KIB ** 2,
  GiB: KIB ** 3,
  TiB: KIB ** 4,
  kB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
};

/** Milliseconds. */
const times: Readonly<Record<string, number>> = {
  us: 1e-3,
  ms: 1,
  s: 1e3,
  min: 60e3,
  h: 3600e3,
};

/** Bytes a second. */
const rates: Readonly<Record<string, number>> = {
  ...Object.fromEntries(Object.entries(sizes).map(([unit, bytes]) => [`${unit}/s`, bytes])),
  kbit: 1e3 / 8,
  Mbit: 1e6 / 8,
  Gbit: 1e9 / 8,
  'kbit/s': 1e3 / 8,
  'Mbit/s': 1e6 / 8,
  'Gbit/s': 1e9 / 8,
};

const shares: Readonly<Record<string, number>> = { '%': 1 };

const dimensions = [sizes, times, rates, shares];

/**
 * The number that a text stands for, in `unit`: bare, or with a unit of the same kind behind it, so that `8G`
 * of GiB is 8 and `2min` of ms is 120,000. Null where it is no number, or has a unit of another kind.
 */
export function readQuantity(text: string, unit: Unit | null): number | null {
  const match = /^\s*([+-]?(?:\d+\.?\d*|\.\d+))\s*([a-zA-Z%/]*)\s*$/.exec(text);
  if (match === null) return null;
  const [, digits, written] = match;
  const number = Number(digits);
  if (written === '') return number;
  const dimension = dimensions.find((units) => unit !== null && unit in units);
  const scale = dimension?.[written];
  if (dimension === undefined || unit === null || scale === undefined) return null;
  // Units are decimal or binary multiples of each other: what should be whole is not left a hair off.
  return Number(((number * scale) / dimension[unit]).toPrecision(12));
}

/**
 * As `readQuantity`, with rates to the nearest whole unit: 10Gbit is no whole number of MiB/s, and is meant
 * nevertheless. What would become 0 stays as it is.
 */
export function readWholeRate(text: string, unit: Unit | null): number | null {
  const number = readQuantity(text, unit);
  const isRate = unit !== null && unit in rates;
  return number !== null && isRate && number >= 0.5 ? Math.round(number) : number;
}

/** Whether a number may be written with a unit behind it. */
export function takesUnits(unit: Unit | null): boolean {
  return unit !== null && dimensions.some((units) => unit in units);
}
