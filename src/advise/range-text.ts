import { secondsText } from '../documents/prose-number.js';
import type { Advice, DirtyRateRange } from './advice.js';

const words = { met: 'yes', unlikely: 'not reliably', unmet: 'no' } as const;

/** What was measured once: "120 MiB/s dirtied in 1.0 s". */
export function sampleText({ mib_per_second: rate, period_ms: periodMs }: DirtyRateRange): string {
  return `${Number(rate.toPrecision(3))} MiB/s dirtied in ${secondsText(periodMs)}`;
}

/** What one measurement of the dirty rate leaves open, and what holds at each end of it. */
export function rangeText({ dirty_rate_range: range }: Advice): string[] {
  if (range === undefined) return [];
  const { answer_for: end, grows, stops } = range;
  const again = `writes the same ${stops.working_set_mb} MiB again and again`;
  const on = `goes on at that rate up to ${grows.working_set_mb} MiB`;
  const ends =
    stops.text === grows.text
      ? [
          `These settings met the goals in ${share(stops)} if it ${again}, and in ` +
            `${share(grows)} if it ${on}.`,
        ]
      : [`If it ${again}: ${endText(stops)}.`, `If it ${on}: ${endText(grows)}.`];
  const rest = end === 'grows' ? 'goes on' : 'does not go on';
  return [
    [
      'A single measurement does not tell how much the guest writes in the long run.',
      ...ends,
      `Measure over a longer period to find out; what follows assumes a guest that ${rest}.`,
    ].join(' '),
  ];
}

function share({ met, runs }: DirtyRateRange['stops']): string {
  return `${met} of ${runs} runs`;
}

function endText(end: DirtyRateRange['stops']): string {
  return `${words[end.verdict]}, with ${end.text}, goals met in ${share(end)}`;
}
