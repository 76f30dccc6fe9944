import { type Answer, flatAnswer } from '../documents/answer.js';
import {
  column,
  type Document,
  lines,
  list,
  paragraph,
  type Section,
  section,
  table,
} from '../documents/document.js';
import { settingsText } from '../search/settings-text.js';
import { type ChallengeMetric, challengeMetrics } from './challenge-metric.js';
import type { ChallengeDocument, FindRecord } from './challenge-record.js';

/** What a challenge found, in all forms: a line of NDJSON and a row of CSV is a find. */
export function challengeAnswer(document: ChallengeDocument): Answer {
  return flatAnswer(document, document.finds, () => pageOf(document));
}

function pageOf(document: ChallengeDocument): Document {
  return [
    section(null, [paragraph(verdict(document))]),
    ...(document.finds.length === 0 ? [] : [section(null, [overview(document)])]),
    ...document.finds.flatMap((find) => sectionsOf(find, document)),
    section(null, [paragraph(effort(document))]),
  ];
}

function verdict({
  against,
  finds,
  least,
  metric,
  strategy,
  unit,
  worst,
}: ChallengeDocument): string {
  const inEachRun = `in each run ${challengeMetrics[metric].finding(least)}`;
  if (finds.length > 0) {
    const scenarios = finds.length === 1 ? 'a scenario' : `${finds.length} scenarios`;
    return `${strategy} does worse than ${against} in ${scenarios}: ${inEachRun}.`;
  }
  const seen =
    worst === null
      ? 'No runs could be compared.'
      : `The worst for ${strategy} in one run: ${excessText(worst)} ${unit}.`;
  return `No scenario was found in which ${strategy} does worse than ${against}: ${inEachRun}. ${seen}`;
}

function effort({
  candidates,
  is_complete: isComplete,
  seed,
  simulated_runs: runs,
}: ChallengeDocument): string {
  const end = isComplete ? '' : ' The search was interrupted.';
  return `${runs} migrations were simulated; ${candidates} scenarios to look at, seed ${seed}.${end}`;
}

function overview(document: ChallengeDocument) {
  const { against, finds, strategy, unit } = document;
  const columns = [
    column('find'),
    column('settings', 'text', { wrapWidth: 40 }),
    column(`worse by (${unit})`),
    column(strategy),
    column(against),
    column('holds in runs', 'text'),
  ];
  const metric: ChallengeMetric = challengeMetrics[document.metric];
  const show = (value: number | null): string => (value === null ? '-' : metric.show(value));
  return table(
    columns,
    finds.map((find) => [
      String(find.number),
      settingsText(find.settings),
      excessText(find.excess),
      show(find.strategy),
      show(find.against),
      `${find.worse} of ${find.runs}`,
    ]),
  );
}

function sectionsOf(find: FindRecord, { against, strategy }: ChallengeDocument): Section[] {
  return [
    section(`Find ${find.number}: ${settingsText(find.settings)}`, [lines([find.command])], {
      isHeading: true,
    }),
    section(`Under ${strategy}`, [list(find.story)]),
    section(`Under ${against}`, [list(find.story_against)]),
  ];
}

/** A difference: "7.5", "120", "-3.0". */
function excessText(excess: number): string {
  const isWhole = Number.isInteger(excess) || Math.abs(excess) >= 100;
  return isWhole ? String(Math.round(excess)) : excess.toFixed(1);
}
