import { type Block, lines, list, paragraph } from '../documents/document.js';
import { forecastText } from '../watch/forecast-text.js';
import type { Advice, ContinuationAdvice, Verdict } from './advice.js';

type Expected = Pick<ContinuationAdvice, 'converges' | 'downtime_ms' | 'end_ms' | 'verdict'>;

const onGoals: Readonly<Record<Verdict, string>> = {
  met: 'meets the goals',
  unlikely: 'may meet the goals',
  unmet: 'misses the goals',
};

/** How a migration goes on that is under way, what would help now, and what to type for it; nothing if none is. */
export function continuationBlocks({ continuation, goals, observed }: Advice): readonly Block[] {
  if (continuation === undefined || observed === undefined) return [];
  const { changes, hopeless, unknown, verdict } = continuation;
  const text = (expected: Expected) => expectedText(expected, observed.elapsed_ms);
  const [best] = changes;
  const isWanted = verdict !== 'met' && best !== undefined;
  return [
    paragraph(`Left as it is, it ${text(continuation)}.`),
    ...(hopeless === null ? [] : [paragraph(`It does not converge: ${hopeless}.`)]),
    ...(unknown === null ? [] : [paragraph(`Not known: ${unknown}.`)]),
    ...(changes.length === 0
      ? []
      : [
          paragraph('What can be changed while it runs:'),
          list(changes.map((change) => `${change.change}: it ${text(change)}`)),
        ]),
    paragraph(conclusion(continuation)),
    ...(isWanted ? [lines([...best.qmp, ...best.virsh])] : []),
    ...(goals.min_guest_speed_percent > 0
      ? [paragraph('How fast the guest is meanwhile is not forecast.')]
      : []),
  ];
}

function expectedText(expected: Expected, elapsedMs: number): string {
  const { converges, downtime_ms: downtimeMs, end_ms: endMs, verdict } = expected;
  const said = forecastText({ converges, downtimeMs, endMs }, elapsedMs);
  const ends = endMs === null ? `has ${said}` : said;
  return `${ends}: ${onGoals[verdict]}`;
}

/** What to do now. */
function conclusion({ changes, verdict }: ContinuationAdvice): string {
  const [best] = changes;
  if (verdict === 'met') return 'Nothing has to be changed.';
  if (best === undefined) return 'Nothing that can be changed while it runs would help.';
  switch (best.verdict) {
    case 'met':
      return `Change the first of these now (${best.change}):`;
    case 'unlikely':
      return `None of these surely meets the goals. The first is the likeliest (${best.change}):`;
    case 'unmet':
      return `None of these meets the goals. The first helps all the same (${best.change}):`;
  }
}
