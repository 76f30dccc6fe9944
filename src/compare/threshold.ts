import {
  metricNames,
  metricUnit,
  type MetricName,
  type MetricUnit,
  notConverged,
} from './comparison-metric.js';
import { InputError } from '../input/input-error.js';
import { knownName } from '../input/known-name.js';

/** A limit of a metric: of its change in percent, or of each run of HEAD. */
export interface Threshold {
  /** As written, without blanks. */
  readonly text: string;
  readonly metric: MetricName | typeof notConverged;
  readonly kind: 'change' | 'value';
  /** Percent of a change, else in the metric's unit. */
  readonly limit: number;
  /** `<=`: the limit itself is allowed. */
  readonly isInclusive: boolean;
}

/** How many of a metric's unit each written one is. */
const scales: Readonly<Record<MetricUnit, Readonly<Record<string, number>>>> = {
  ms: { ms: 1, s: 1000 },
  bytes: { B: 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 },
  // QMP and guestperf call percent of throttle so; a bare % is of the change.
  percent: { pcent: 1 },
  count: { '': 1 },
};

/**
 * Reads thresholds such as `total-time<5%,downtime<=300ms`.
 *
 * @param flag names the option in errors
 * @throws InputError on a metric that does not exist, and on anything else that is not understood
 */
export function parseThresholds(text: string, flag: string): readonly Threshold[] {
  return text.split(',').map((part) => parseThreshold(part.replaceAll(/\s/g, ''), flag));
}

function parseThreshold(text: string, flag: string): Threshold {
  const match = /^([\w-]*)(<=?)([+-]?\d+(?:\.\d*)?|[+-]?\.\d+)(%|[a-zA-Z]*)$/.exec(text);
  const name = match?.[1] ?? /^[\w-]*/.exec(text)?.[0] ?? '';
  const metric = knownName(name, [...metricNames, notConverged], {
    subject: flag,
    problem: 'is not a metric',
  });
  if (match === null) {
    throw new InputError({
      subject: flag,
      value: text,
      problem: 'is not a threshold',
      allowed: `${name}<NUMBER% of the change, or ${name}<NUMBER${absoluteUnits(metric)} of each run`,
    });
  }
  const [, , operator, number, unit] = match;
  const shared = { text, metric, isInclusive: operator === '<=' };
  if (unit === '%' && metric !== notConverged) {
    return { ...shared, kind: 'change', limit: Number(number) };
  }
  const scale = scales[unitOf(metric)][unit];
  if (scale !== undefined) return { ...shared, kind: 'value', limit: Number(number) * scale };
  const units = Object.keys(scales[unitOf(metric)]).filter(Boolean);
  const problem = unit === '' ? 'has no unit' : `is not in a unit of ${metric}`;
  const percent = metric === notConverged ? [] : ['% of the change'];
  const allowed = [...percent, ...(units.length === 0 ? ['a number without unit'] : units)];
  throw new InputError({ subject: flag, value: text, problem, allowed: allowed.join(', ') });
}

function unitOf(metric: Threshold['metric']): MetricUnit {
  return metric === notConverged ? 'count' : metricUnit(metric);
}

function absoluteUnits(metric: Threshold['metric']): string {
  return Object.keys(scales[unitOf(metric)]).join('|');
}
