import type { Campaign } from './campaign.js';

/** What came of many cases, to be read. */
export function campaignText(
  { cases, codes, failures, largest, slowest }: Campaign,
  seed: number,
): string {
  const counts = [...codes].sort().map(([name, count]) => `  ${name}: ${count}`);
  return [
    `${cases} cases of seed ${seed}, ${failures.length} failures; exit codes by command:`,
    ...counts,
    `slowest: ${(slowest.value / 1000).toFixed(1)} s of the processor`,
    slowest.text,
    `largest: ${largest.value.toFixed(0)} MiB`,
    largest.text,
    ...failures.map((text) => `failure: ${text}`),
    '',
  ].join('\n');
}
