import { secondsText, sizeText } from '../documents/prose-number.js';
import { eventsOf, type Story, type Timed } from './story.js';

/** What a strategy held back, when, and what that was good for; nothing if it held nothing back. */
export function holdBackLines(story: Story): string[] {
  const answers = eventsOf(story, 'hold-back');
  const held = answers.filter(({ held_bytes }) => held_bytes > 0);
  if (held.length === 0) return [];
  const name = story.scenario.strategy?.name ?? '';
  const most = Math.max(...held.map(({ held_bytes }) => held_bytes));
  const last = held[held.length - 1];
  return [
    `From ${secondsText(held[0].timeMs)} on the strategy ${name} held pages back, at most ${sizeText(most)}, at last ` +
      `${sizeText(last.held_bytes)} in ${last.runs} ${last.runs === 1 ? 'run' : 'runs'}.`,
    savedLine(eventsOf(story, 'held-pages-dirtied')),
    ...dueLines(eventsOf(story, 'held-pages-due')),
    ...leftOutLines(eventsOf(story, 'give-back')),
  ];
}

function savedLine(dirtied: readonly Timed<'held-pages-dirtied'>[]): string {
  const bytes = dirtied.reduce((sum, sync) => sum + sync.bytes, 0);
  return bytes === 0
    ? 'None of them were dirtied again while they waited: it saved nothing.'
    : `While they waited ${sizeText(bytes)} were dirtied again, which it saved sending, at most.`;
}

function dueLines(due: readonly Timed<'held-pages-due'>[]): string[] {
  if (due.length === 0) return [];
  const { pending_bytes, timeMs } = due[due.length - 1];
  const times = due.length === 1 ? 'Once' : `${due.length} times, the last one`;
  return [
    `${times} at ${secondsText(timeMs)}, nothing else was pending: they were sent, ${sizeText(pending_bytes)}.`,
  ];
}

function leftOutLines(given: readonly Timed<'give-back'>[]): string[] {
  const pages = given.reduce((sum, { left_out_pages }) => sum + left_out_pages, 0);
  return pages === 0 ? [] : [`At the switchover it forgot ${pages} of them: they are lost.`];
}
