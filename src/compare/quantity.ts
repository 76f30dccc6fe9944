import { type MetricName, metricUnit, type MetricUnit } from './comparison-metric.js';

/** A value of a metric with its unit, to about four digits: "398.7 s", "406 ms", "74.5 GiB". */
export function quantity(value: number, metric: MetricName): string {
  return scaled(value, metricUnit(metric));
}

function scaled(value: number, unit: MetricUnit): string {
  switch (unit) {
    case 'ms':
      return value < 10_000 ? `${digits(value)} ms` : `${digits(value / 1000)} s`;
    case 'bytes': {
      const steps = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
      let step = 0;
      for (; value >= 1024 && step < steps.length - 1; step++) value /= 1024;
      return `${digits(value)} ${steps[step]}`;
    }
    case 'percent':
      return `${digits(value)}%`;
    case 'count':
      return digits(value);
  }
}

function digits(value: number): string {
  const decimals = Math.abs(value) < 10 ? 2 : Math.abs(value) < 1000 ? 1 : 0;
  return String(Number(value.toFixed(decimals)));
}
