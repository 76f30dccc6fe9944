import { downtimeStepLines } from '../engines/cloud-hypervisor/downtime-steps.js';
import { groupBy } from '../documents/group-by.js';
import { idleMs } from './timeline-record.js';
import type { Lane, LaneActivity, MigrationResult } from '../engines/migration-result.js';

const columns = 60;

const letters: Readonly<Record<LaneActivity, string>> = {
  ram: 'R',
  sync: 'S',
  read: 'd',
  state: 'D',
};

/**
 * The switchover as a chart: a line for each thread, or for threads that did the same. Cloud Hypervisor
 * has one thread for it: its steps.
 */
export function timelineLines(result: MigrationResult): string[] {
  const steps = result.cloudHypervisor?.steps ?? null;
  if (steps !== null) return downtimeStepLines(steps);
  if (result.status !== 'completed' || result.timeline === null) return [];
  const { durationMs, lanes } = result.timeline;
  const charts = groupBy(lanes, (lane) => chart(lane, durationMs));
  const rows = Array.from(charts, ([line, alike]) => ({ name: namesOf(alike), line, alike }));
  const width = Math.max(...rows.map(({ name }) => name.length));
  return [
    `switchover of ${durationMs.toFixed(1)} ms, ${(durationMs / columns).toFixed(1)} ms a column: ` +
      'R RAM, S waits for all channels, d reads device, D device state, , briefly busy, . idle',
    ...rows.map(({ name, line, alike }) => {
      const idle = alike.map(({ spans }) => idleMs(spans, durationMs));
      const mean = idle.reduce((sum, ms) => sum + ms, 0) / idle.length;
      return `${name.padEnd(width)} |${line}| idle ${mean.toFixed(1)} ms`;
    }),
  ];
}

/** Each column shows what the thread did for longest; a comma if that was less than a tenth of it. */
function chart({ spans }: Lane, durationMs: number): string {
  const column = durationMs / columns;
  let line = '';
  for (let index = 0; index < columns; index++) {
    const from = index * column;
    const times = new Map<LaneActivity, number>();
    for (const { activity, fromMs, untilMs } of spans) {
      const overlap = Math.min(untilMs, from + column) - Math.max(fromMs, from);
      if (overlap > 0) times.set(activity, (times.get(activity) ?? 0) + overlap);
    }
    const [longest] = [...times].sort(([, a], [, b]) => b - a);
    if (longest === undefined) line += '.';
    else line += longest[1] < column / 10 ? ',' : letters[longest[0]];
  }
  return line;
}

/** "channel 1", "channels 1-11", "channels 1, 3-5". */
function namesOf(lanes: readonly Lane[]): string {
  const kinds = groupBy(lanes, ({ name }) => name.split(' ')[0]);
  return Array.from(kinds, ([kind, alike]) => {
    const numbers = alike.map(({ name }) => Number(name.split(' ')[1]));
    if (Number.isNaN(numbers[0])) return kind;
    return `${kind}${numbers.length > 1 ? 's' : ''} ${rangesOf(numbers)}`;
  }).join(', ');
}

function rangesOf(numbers: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === number - 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(', ');
}
