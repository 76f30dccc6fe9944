import * as z from 'zod/mini';
import { boundedInt } from '../input/bounded-number.js';
import { shortened } from '../input/printable.js';
import type { MeasuredDirtyRate } from './dirty-rate-reply.js';

/** libvirt's virDomainDirtyRateStatus: what QEMU calls unstarted, measuring and measured. */
const statuses = ['unstarted', 'measuring', 'measured'] as const;

/** What `virsh domstats --dirtyrate` prints; megabytes are MiB, and the period is in seconds. */
export const dirtyRateStatsSchema = z.looseObject({
  calc_status: boundedInt({ min: 0, max: 2, why: 'unstarted, measuring, measured' }),
  calc_period: boundedInt({ min: 1, max: 60, why: 's; QEMU measures for 60 s at most' }),
  megabytes_per_second: boundedInt({ min: 0, max: 100_000_000, why: 'MiB/s' }),
});

/** A measurement, or why there is none: a predicate. */
export type StatsReading =
  | { readonly ok: true; readonly rate: MeasuredDirtyRate }
  | { readonly ok: false; readonly problem: string };

/** Whether a text is that of `virsh domstats`. */
export function isDomstats(text: string): boolean {
  return /^\s*(?:Domain: |[a-z]+\.[\w.-]+=)/.test(text);
}

/** Reads the dirty rate from the text of `virsh domstats`, of one domain. */
export function domstatsDirtyRate(text: string): StatsReading {
  if ((text.match(/^Domain:/gm)?.length ?? 0) > 1) return refuse('is of several domains');
  const lines = [...text.matchAll(/^\s*dirtyrate\.(\w+)=(.*?)\s*$/gm)];
  if (lines.length === 0) return refuse('has no dirty rate: virsh domstats --dirtyrate prints it');
  const written = lines.map(([, key, value]) => [key, value] as const);
  const stats = new Map<string, string>(written);
  if (stats.size < written.length) return refuse('has a line of the dirty rate twice');
  const status = statuses[Number(stats.get('calc_status') ?? -1)];
  if (status === 'unstarted' || status === 'measuring') {
    return refuse(`has a dirty rate of the status ${status}: nothing has been measured yet`);
  }
  const numbers = written.map(([key, value]) => [key, numberOf(value)] as const);
  const parsed = dirtyRateStatsSchema.safeParse(Object.fromEntries(numbers));
  if (parsed.success) {
    const { calc_period: seconds, megabytes_per_second: mibPerSecond } = parsed.data;
    return { ok: true, rate: { periodMs: seconds * 1000, mibPerSecond } };
  }
  const [{ message, path }] = parsed.error.issues;
  const key = String(path[0]);
  const value = stats.get(key);
  if (value === undefined) return refuse(`has no dirtyrate.${key}`);
  return refuse(`has a wrong dirtyrate.${key}: ${shortened(value, 30)} is not ${message}`);
}

function refuse(problem: string): StatsReading {
  return { ok: false, problem };
}

/** A whole number, as virsh prints them all. */
function numberOf(text: string): number | string {
  return /^\d+$/.test(text) ? Number(text) : text;
}
