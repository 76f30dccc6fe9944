import type * as z from 'zod/mini';
import { runRecordSchema } from '../results/run-record.js';
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

const units = { ms: 'ms', bytes: 'bytes', percent: '%', mb: 'MiB', gb: 'GiB' } as const;

/** All metrics: the numbers of a record, wherever in it they are, and the share that completed. */
export function metrics(): Metric[] {
  const { sweep: _place, ...shape } = runRecordSchema.shape;
  return [completedShare, ...numericKeys(shape, '').map(metricOf)];
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
  const suffix = /_([a-z]+)$/.exec(key)?.[1] ?? '';
  const unit = suffix in units ? units[suffix as keyof typeof units] : '';
  const name = unit === '' ? key : key.slice(0, -suffix.length - 1);
  return { name: name.replaceAll('_', '-'), key, unit };
}

type Schema = z.ZodMiniType;
type Shape = Readonly<Record<string, Schema>>;

function numericKeys(shape: Shape, prefix: string): string[] {
  return Object.entries(shape).flatMap(([key, schema]): string[] => {
    const { def } = bare(schema);
    if (def.type === 'number') return [`${prefix}${key}`];
    if (def.type !== 'object') return [];
    return numericKeys((def as unknown as { shape: Shape }).shape, `${prefix}${key}_`);
  });
}

/** A schema without what makes it optional. */
function bare(schema: Schema): Schema {
  const { def } = schema;
  if (def.type !== 'nullable' && def.type !== 'optional') return schema;
  return bare((def as unknown as { innerType: Schema }).innerType);
}
