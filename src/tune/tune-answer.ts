import { type Answer, flatAnswer } from '../documents/answer.js';
import { column, type Document, paragraph, section, table } from '../documents/document.js';
import { millisecondsText, secondsText } from '../documents/prose-number.js';
import { settingsText } from '../search/settings-text.js';
import type { TuneDocument, TunedChoice } from './tune-record.js';

/** What was tuned, in all forms: a line of NDJSON and a row of CSV is a choice on the front. */
export function tuneAnswer(document: TuneDocument): Answer {
  return flatAnswer(document, document.front, () => pageOf(document));
}

function pageOf(document: TuneDocument): Document {
  const { defaults, front, loads, mode, seed, simulated_runs: runs, suite } = document;
  const under = `${loads.length === 1 ? 'the load' : `the ${loads.length} loads`} of ${suite}`;
  const effort = `${runs} migrations were simulated, of ${document.tried_settings} settings; seed ${seed}.`;
  if (front.length === 0) {
    const none = `No settings of ${mode} were found under which a run completed (${under}).`;
    return [section(null, [paragraph(none)]), section(null, [paragraph(effort)])];
  }
  const verdict =
    `${mode} over ${under}: settings of which none is better than another in total time, ` +
    'downtime and guest speed.';
  const isOnFront = front.some(({ is_default: isDefault }) => isDefault);
  const behind = isOnFront
    ? []
    : [paragraph('The defaults are not among them:'), tableOf([defaults])];
  return [
    section(null, [paragraph(verdict), tableOf(front), ...behind]),
    section(null, [paragraph(effort)]),
  ];
}

function tableOf(choices: readonly TunedChoice[]) {
  const columns = [
    column('settings', 'text', { wrapWidth: 46 }),
    column('total time'),
    column('downtime'),
    column('guest speed'),
    column('completed', 'text'),
  ];
  return table(
    columns,
    choices.map((choice) => [
      settingsText(choice.settings),
      shown(choice.total_time_ms, secondsText),
      shown(choice.downtime_ms, millisecondsText),
      shown(choice.guest_speed_percent, (speed) => `${speed.toFixed(1)} %`),
      `${choice.completed} of ${choice.runs}`,
    ]),
  );
}

function shown(figure: number | null, text: (figure: number) => string): string {
  return figure === null ? '-' : text(figure);
}
