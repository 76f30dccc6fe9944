import {
  type Block,
  column,
  type Document,
  lines,
  paragraph,
  section,
  table,
  type Wording,
} from '../documents/document.js';
import { millisecondsText, secondsText } from '../documents/prose-number.js';
import { INTERVAL_PERCENT } from '../results/prediction-interval.js';
import type { Advice, Spread } from './advice.js';
import { chanceText } from './chance-text.js';
import { continuationBlocks } from './continuation-text.js';
import { observedText } from './observed-text.js';
import { verdictText, whyText } from './verdict-text.js';

/** Settings take so many characters a line. */
const settingsWidth = 46;

/** What is said, in order: the answer, why, what to expect, what to choose from, what to type. */
export function adviceDocument(advice: Advice): Document {
  const { explanation, managers, qmp, qmp_destination: destination, settings } = advice;
  const mind = settings.reservation === null ? [] : [`Caveat: ${settings.reservation}.`];
  const last = qmp.some((line) => line.includes('migrate-start-postcopy'))
    ? ['Send the last command when dirty-sync-count reaches the iteration named above.']
    : [];
  const end =
    `${advice.simulated_runs} migrations simulated, with ${advice.tried_settings} settings; seed ` +
    `${advice.seed}.` +
    (advice.cut_short ? ' The search was cut short: these migrations take too long.' : '');
  return [
    ...underWay(advice),
    section(null, verdictText(advice).map(paragraph)),
    titled('Why', whyText(advice).map(paragraph)),
    titled('What to expect', expectation(advice)),
    ...(advice.choices.length < 2 ? [] : [titled('Choices', choices(advice))]),
    titled('QMP, on the source', [...mind.map(paragraph), lines(qmp), ...last.map(paragraph)]),
    ...(destination.length === 0
      ? []
      : [titled('QMP, on the destination before migrate-incoming', [lines(destination)])]),
    ...managers.map(({ cannot, lines: typed, met, name, runs }) => {
      const unsaid = cannot.length === 0 ? [] : [`Cannot be set: ${cannot.join('; ')}.`];
      const chance = `${chanceText(met, runs)} at 95 % confidence`;
      const goals = `Simulated this way, the goals were met in ${met} of ${runs} runs: ${chance}.`;
      return titled(name, [lines(typed), ...[...unsaid, goals].map(paragraph)]);
    }),
    ...(explanation === null ? [] : [titled('One run, step by step', explanation.map(paragraph))]),
    section(null, [paragraph(end)]),
  ];
}

/** What is said of a migration that runs goes before what holds for one from its start. */
function underWay(advice: Advice): Document {
  const from = continuationBlocks(advice);
  if (from.length === 0) return [];
  return [
    section(null, observedText(advice).map(paragraph)),
    titled('From here', from),
    titled('The same migration, started afresh', []),
  ];
}

function titled(title: string, blocks: readonly Block[]) {
  return section(title, blocks, { isHeading: true });
}

function expectation({ least_downtime_limit_ms: least, settings }: Advice): Block[] {
  const header = [
    `in ${settings.completed} of ${settings.runs} runs`,
    'mean',
    `${INTERVAL_PERCENT} % within`,
    'least',
    'most',
  ];
  const rows = [
    ...row('total time', settings.total_time_ms, secondsText),
    ...row('downtime', settings.downtime_ms, millisecondsText),
    ...row('guest speed', settings.guest_speed_percent, percent),
    ...row('highest throttle', settings.max_throttle_percent, percent),
    ...row('waiting for pages', settings.blocktime_ms, millisecondsText),
  ];
  const limit = `They still meet the goals with a downtime limit of ${least} ms, the lowest found.`;
  return [table(columns(header), rows), ...(least === null ? [] : [paragraph(limit)])];
}

/** The first one of text, the others of numbers. */
function columns(headers: readonly Wording[], wrapWidth = Infinity) {
  return headers.map((header, index) =>
    index === 0 ? column(header, 'text', { wrapWidth }) : column(header),
  );
}

function row(name: string, spread: Spread | null, show: (value: number) => string): string[][] {
  if (spread === null) return [];
  const { interval, max, mean, min } = spread;
  const within = `${show(interval.low)} to ${show(interval.high)}`;
  return [[name, show(mean), within, show(min), show(max)]];
}

/** Two lines of a cell, one in Markdown. */
function twoLines(first: string, second: string): Wording {
  return { text: `${first}\n${second}`, markdown: `${first} ${second}` };
}

function percent(value: number): string {
  return `${Math.round(value)} %`;
}

function choices(advice: Advice): Block[] {
  const reservations = [...new Set(advice.choices.flatMap(({ reservation }) => reservation ?? []))];
  const rows = advice.choices.map((choice) => {
    const { downtime_ms: downtime, met, reservation, runs, text } = choice;
    const mark = reservation === null ? '' : ` (${reservations.indexOf(reservation) + 1})`;
    const best = text === advice.settings.text ? ' (advised)' : '';
    const { slow_seconds: slow, total_time_ms: total } = choice;
    return [
      `${text}${mark}${best}${outcome(choice)}`,
      downtime === null ? '-' : millisecondsText(downtime),
      total === null ? '-' : secondsText(total),
      percent(choice.guest_speed_percent),
      slow === null ? '-' : secondsText(1000 * slow),
      twoLines(`${met} of ${runs}`, chanceText(met, runs)),
    ];
  });
  const header = [
    'settings',
    'downtime',
    twoLines('total', 'time'),
    twoLines('guest', 'speed'),
    twoLines('below', '10 %'),
    twoLines('goals', 'met'),
  ];
  const legend =
    'Below 10 %: for how long the guest runs at less than a tenth of its speed, in one run. Goals met: in how many ' +
    'runs, and the chance that so few runs show at 95 % confidence.';
  return [
    table(columns(header, settingsWidth), rows),
    paragraph(legend),
    ...reservations.map((reservation, index) => paragraph(`(${index + 1}) ${reservation}`)),
  ];
}

/** What came of settings with which not every run completed. */
function outcome(choice: Advice['choices'][number]): string {
  const { completed, given_up_after_iterations: iterations, runs } = choice;
  if (iterations !== null) return `: given up after ${iterations} iterations`;
  return completed < runs ? `: completed in ${completed} of ${runs} runs` : '';
}
