import { quantile } from '../statistics/quantile.js';

/** A forecast number: the middle, and the ends of the interval that holds it in 80 of 100 cases. */
export interface ForecastRange {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** An interval leaves so much of what was drawn on either side. */
const TAIL = 0.1;

/** The range of values, each as likely as the next. */
export function rangeOf(values: readonly number[]): ForecastRange {
  return {
    low: quantile(values, TAIL),
    median: quantile(values, 0.5),
    high: quantile(values, 1 - TAIL),
  };
}

/** The range of what is known. */
export function exactly(value: number): ForecastRange {
  return { low: value, median: value, high: value };
}

/** What holds a migration up. */
export const limits = ['link', 'guest', 'downtime-limit', 'nothing'] as const;
export type Limit = (typeof limits)[number];

/** What is to be expected of a migration that runs. */
export interface Forecast {
  /** Total time from the migrate command, ms, if it ends; null if there is hardly a chance that it does. */
  readonly endMs: ForecastRange | null;
  readonly downtimeMs: ForecastRange | null;
  /** Probability that it completes by itself, 0 to 1. */
  readonly converges: number;
  readonly limitedBy: Limit;
  /** One sentence on what the past does not determine; null if it does. */
  readonly unknown: string | null;
  /** One sentence if it does not converge: by how much the guest dirties more than is carried, at which throttle it would. */
  readonly hopeless: string | null;
}

/** What may be changed while a migration runs. */
export const changeKinds = ['downtime-limit', 'max-bandwidth', 'throttle', 'postcopy'] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** Something that may be changed while the migration runs, what it would do, and how. */
export interface ChangeForecast {
  readonly kind: ChangeKind;
  /** `downtime limit 300 to 1000 ms` */
  readonly change: string;
  readonly forecast: Pick<Forecast, 'endMs' | 'downtimeMs' | 'converges'>;
  /** Lines to paste; several if one command is not enough. */
  readonly qmp: readonly string[];
  /** With DOMAIN where the domain's name belongs, if it is not known. */
  readonly virsh: readonly string[];
}
