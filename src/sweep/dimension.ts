import { recordColumns } from '../results/record-columns.js';
import { metricNameOf, unitText } from '../results/metric-name.js';
import { InputError } from '../input/input-error.js';
import { nearestName } from '../input/nearest-name.js';
import { settingTable } from '../settings/table.js';
import { recordKey } from '../cli/options/option.js';

/** A setting or another column of the records. */
export interface Dimension {
  readonly name: string;
  readonly key: string;
}

/**
 * The setting or column that is called `name`.
 *
 * @param pointKeys what differs between the points, as records spell it
 * @throws InputError naming `--pivot`
 */
export function dimension(name: string, pointKeys: readonly string[]): Dimension {
  const key = name.replaceAll('-', '_');
  if (pointKeys.includes(key)) return { name, key: `sweep_point_${key}` };
  const columns = recordColumns.map((column) => column.key);
  if (columns.includes(key)) return { name, key };
  const names = pointKeys.map((known) => known.replaceAll('_', '-'));
  throw new InputError({
    subject: '--pivot',
    value: name,
    problem: 'is neither swept nor a column of the results',
    allowed: names.length === 0 ? undefined : [...names, 'seed', 'or a column'].join(', '),
    nearest: nearestName(name, [...names, ...columns]),
  });
}

/** The name of a dimension with the unit of its values, where they have one. */
export function nameWithUnit({ name, key }: Dimension): string {
  const unit = unitOfSetting(name.replaceAll('-', '_')) ?? unitText(metricNameOf(key).unit);
  return unit === '' ? name.replaceAll('_', '-') : `${name.replaceAll('_', '-')} (${unit})`;
}

/** The unit of a setting, as records spell its name; null for one without, and for other columns. */
export function unitOfSetting(key: string): string | null {
  const found = Object.entries(settingTable).find(([name]) => recordKey(name) === key);
  const form = found?.[1].form;
  if (form === undefined || !('unit' in form) || form.unit === null) return null;
  return unitsOfValues.has(form.unit) ? form.unit : null;
}

/** Units that are said behind a number; others say what is counted, as the name does. */
const unitsOfValues = new Set(['GiB', 'MiB', 'ms', 's', 'MiB/s', 'Gbit/s', 'Mbit/s', '%']);

/** A value as tables name it. */
export function dimensionLabel(value: unknown): string {
  return value === null || value === undefined || value === '' ? '(default)' : String(value);
}

/** Numbers ascending; names as they came. */
export function inOrder(labels: Iterable<string>): string[] {
  const all = [...labels];
  const isNumeric = all.every((text) => /^-?\d+(\.\d+)?$/.test(text));
  return isNumeric ? all.sort((a, b) => Number(a) - Number(b)) : all;
}
