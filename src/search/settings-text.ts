import { recordKey } from '../cli/options/option.js';
import type { Point } from './gene.js';

/** Settings as documents have them. */
export type PointRecord = Record<string, string | number | boolean>;

/** A point by the keys that records have. */
export function pointRecord(point: Point): PointRecord {
  return Object.fromEntries(
    Object.entries(point).map(([key, value]) => [recordKey(key), value as string | number]),
  );
}

/** What differs from the defaults, in words: "cpus 8, throttle-tailslow". */
export function settingsText(settings: Readonly<PointRecord>): string {
  const texts = Object.entries(settings).map(([key, value]) => {
    const name = key.replaceAll('_', '-');
    return value === true ? name : `${name} ${String(value)}`;
  });
  return texts.length === 0 ? 'all defaults' : texts.join(', ');
}
