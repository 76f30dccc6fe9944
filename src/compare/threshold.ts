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
  /** Of a value: what this many percent of the runs may not exceed; absent if no run may. */
  readonly percentile?: number;
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
  return text.split(',').map((part) => parseThreshold(part, flag));
}

/** Reads one of them; blanks do not matter. */
export function parseThreshold(written: string, flag: string): Threshold {
  const text = written.replaceAll(/\s/g, '');
  const [, percent, inner] = /^p(\d+(?:\.\d+)?)\(([\w-]*)\)/.exec(text) ?? [];
  const rest = inner === undefined ? text : text.replace(/^[^)]*\)/, inner);
  const match = /^([\w-]*)(<=?)([+-]?\d+(?:\.\d*)?|[+-]?\.\d+)(%|[a-zA-Z]*)$/.exec(rest);
  const name = match?.[1] ?? /^[\w-]*/.exec(rest)?.[0] ?? '';
  const detail = { subject: flag, problem: 'is not a metric' };
  const metric = knownName(name, [...metricNames, notConverged], detail);
  const ofUnit = scales[metricUnit(metric)];
  const units = Object.keys(ofUnit);
  const refuse = (problem: string, allowed: string): never => {
    throw new InputError({ subject: flag, value: text, problem, allowed });
  };
  if (match === null) {
    const absolute = `${name}<NUMBER${units.join('|')} of each run`;
    return refuse('is not a threshold', `${name}<NUMBER% of the change, or ${absolute}`);
  }
  const [, , operator, number, unit] = match;
  const percentile = percent === undefined ? null : Number(percent);
  if (percentile !== null && (metric === notConverged || percentile <= 0 || percentile >= 100)) {
    return refuse('is not a percentile of a metric', 'p50(total-time) to p99.9(total-time)');
  }
  const shared = {
    text,
    metric,
    isInclusive: operator === '<=',
    ...(percentile !== null && { percentile }),
  };
  const mayChange = metric !== notConverged && percentile === null;
  if (unit === '%' && mayChange) return { ...shared, kind: 'change', limit: Number(number) };
  if (unit in ofUnit) return { ...shared, kind: 'value', limit: Number(number) * ofUnit[unit] };
  const named = units.map((each) => each || 'a number without unit');
  return refuse(
    unit === '' ? 'has no unit' : `is not in a unit of ${metric}`,
    [...(mayChange ? ['% of the change'] : []), ...named].join(', '),
  );
}

/**
 * Reads a threshold where there is nothing to compare with.
 *
 * @throws InputError as `parseThreshold`, and for a limit of a change
 */
export function parseLimit(written: string, flag: string): Threshold {
  const threshold = parseThreshold(written, flag);
  if (threshold.kind === 'value') return threshold;
  throw new InputError({
    subject: flag,
    value: threshold.text,
    problem: 'is of a change, which compare tells',
    allowed: `${threshold.metric}<NUMBER in a unit, or p95(${threshold.metric})<NUMBER`,
  });
}
