import { millisecondsText, secondsText } from '../documents/prose-number.js';
import { wrapWords } from '../documents/wrap-words.js';
import type { Advice, Spread } from './advice.js';
import { verdictText, whyText } from './verdict-text.js';

type Block =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'lines'; readonly lines: readonly string[] }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] };

/** A titled part of an answer, the same in all forms for people. */
export interface AdviceSection {
  readonly title: string | null;
  readonly blocks: readonly Block[];
}

const text = (words: string): Block => ({ kind: 'text', text: words });

/** What is said, in order: the answer, why, what to expect, what to choose from, what to type. */
export function adviceSections(advice: Advice): readonly AdviceSection[] {
  const { explanation, managers, qmp, qmp_destination: destination } = advice;
  return [
    { title: null, blocks: verdictText(advice).map(text) },
    { title: 'Why', blocks: whyText(advice).map(text) },
    { title: 'What to expect', blocks: expectation(advice) },
    ...(advice.choices.length < 2
      ? []
      : [{ title: 'What there is to choose from', blocks: choices(advice) }]),
    {
      title: 'QMP, at the source',
      blocks: [
        ...(advice.settings.reservation === null
          ? []
          : [text(`Mind: ${advice.settings.reservation}.`)]),
        { kind: 'lines', lines: qmp },
        ...(qmp.some((line) => line.includes('migrate-start-postcopy'))
          ? [
              text(
                'The last one when dirty-sync-count has come to the iteration that is named above.',
              ),
            ]
          : []),
      ],
    },
    ...(destination.length === 0
      ? []
      : [
          {
            title: 'QMP, at the destination before migrate-incoming',
            blocks: [{ kind: 'lines', lines: destination } as const],
          },
        ]),
    ...managers.map(({ cannot, lines, met, name, runs }) => ({
      title: name,
      blocks: [
        { kind: 'lines', lines } as const,
        ...(cannot.length === 0 ? [] : [text(`It cannot say: ${cannot.join('; ')}.`)]),
        text(`Simulated like this, the goals were met in ${met} of ${runs} runs.`),
      ],
    })),
    ...(explanation === null
      ? []
      : [{ title: 'The story of one run', blocks: explanation.map(text) }]),
    {
      title: null,
      blocks: [
        text(
          `${advice.simulated_runs} migrations were simulated, of ${advice.tried_settings} settings; seed ` +
            `${advice.seed}.`,
        ),
      ],
    },
  ];
}

function row(name: string, spread: Spread | null, show: (value: number) => string): string[][] {
  return spread === null ? [] : [[name, show(spread.mean), show(spread.min), show(spread.max)]];
}

function percent(value: number): string {
  return `${Math.round(value)} %`;
}

function expectation({ least_downtime_limit_ms: least, settings }: Advice): Block[] {
  return [
    {
      kind: 'table',
      rows: [
        [`in ${settings.completed} of ${settings.runs} runs`, 'mean', 'least', 'most'],
        ...row('total time', settings.total_time_ms, secondsText),
        ...row('downtime', settings.downtime_ms, millisecondsText),
        ...row('guest speed', settings.guest_speed_percent, percent),
        ...row('highest throttle', settings.max_throttle_percent, percent),
        ...row('waiting for pages', settings.blocktime_ms, millisecondsText),
      ],
    },
    ...(least === null
      ? []
      : [
          text(
            `With a downtime limit of ${least} ms, the smallest that was found, they still meet the goals.`,
          ),
        ]),
  ];
}

/** Settings take so many characters a line. */
const settingsWidth = 46;

function choices(advice: Advice): Block[] {
  const reservations = [...new Set(advice.choices.flatMap(({ reservation }) => reservation ?? []))];
  const rows = advice.choices.map((choice) => {
    const mark =
      choice.reservation === null ? '' : ` (${reservations.indexOf(choice.reservation) + 1})`;
    const best = choice.text === advice.settings.text ? ' (the above)' : '';
    return [
      wrapWords(`${choice.text}${mark}${best}`, settingsWidth).join('\n'),
      millisecondsText(choice.downtime_ms),
      secondsText(choice.total_time_ms),
      `${Math.round(choice.guest_speed_percent)} %`,
      `${choice.met} of ${choice.runs}`,
    ];
  });
  return [
    {
      kind: 'table',
      rows: [['settings', 'downtime', 'total time', 'guest speed', 'met goals'], ...rows],
    },
    ...reservations.map((reservation, index) => text(`(${index + 1}) ${reservation}`)),
  ];
}
