import { metricNameOf, unitText } from '../results/metric-name.js';
import { recordLeaves } from '../results/record-columns.js';
import { InputError } from '../input/input-error.js';
import { nearestName } from '../input/nearest-name.js';

/** A number that a run has, or a group of runs. */
export interface Metric {
  /** As users write it: `total-time`. */
  readonly name: string;
  /** As a record has it, nested keys joined by `_`: `total_time_ms`. */
  readonly key: string;
  /** Empty for a plain number. */
  readonly unit: string;
}

/** The share of the runs of a group that completed, in percent. */
export const completedShare: Metric = { name: 'completed', key: '', unit: '%' };

/** All metrics: the numbers of a record, wherever in it they are, and the share that completed. */
export function metrics(): Metric[] {
  const numbers = recordLeaves.filter(
    ({ isNumber, key }) => isNumber && !/^(sweep|search)_/.test(key),
  );
  return [completedShare, ...numbers.map(({ key }) => metricOf(key))];
}

/**
 * The metric that is called `name`: by its key in records, or without the unit, with hyphens or
 * underscores.
 *
 * @throws InputError naming the option
 */
export function metricNamed(name: string, option: string): Metric {
  const all = metrics();
  const written = name.replaceAll('-', '_');
  const found = all.find(
    (metric) => metric.key === written || metric.name.replaceAll('-', '_') === written,
  );
  if (found !== undefined) return found;
  throw new InputError({
    subject: option,
    value: name,
    problem: 'is not a metric',
    allowed: 'completed, or a number of a record, such as total-time, downtime, iterations',
    nearest: nearestName(
      name,
      all.map((metric) => metric.name),
    ),
  });
}

function metricOf(key: string): Metric {
  const { name, unit } = metricNameOf(key);
  return { name, key, unit: unitText(unit) };
}
