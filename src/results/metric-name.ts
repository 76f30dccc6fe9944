/** Units as the keys of records end with them, and as tables show them. */
const units = { ms: 'ms', bytes: 'bytes', percent: '%', mb: 'MiB', gb: 'GiB' } as const;

type UnitSuffix = keyof typeof units;

/** What users call a metric: its key without the unit, with hyphens: `total-time`. */
export type MetricNameOf<Key extends string> = Key extends `${infer Name}_${UnitSuffix}`
  ? Hyphenated<Name>
  : Hyphenated<Key>;

type Hyphenated<Name extends string> = Name extends `${infer First}_${infer Rest}`
  ? `${First}-${Hyphenated<Rest>}`
  : Name;

/** A key of records as users call it, with the unit that the key ends with; null for a plain number. */
export function metricNameOf<Key extends string>(
  key: Key,
): { readonly name: MetricNameOf<Key>; readonly unit: UnitSuffix | null } {
  const suffix = key.slice(key.lastIndexOf('_') + 1);
  const unit = suffix !== key && suffix in units ? (suffix as UnitSuffix) : null;
  const name = unit === null ? key : key.slice(0, -unit.length - 1);
  return { name: name.replaceAll('_', '-') as MetricNameOf<Key>, unit };
}

/** A unit in the head of a table; empty for a plain number. */
export function unitText(unit: UnitSuffix | null): string {
  return unit === null ? '' : units[unit];
}
