import { PAGE_BYTES } from '../memory/units.js';
import type { MigrationResult } from '../engines/migration-result.js';
import { endLines } from './explain-end.js';
import { throttleLines } from './explain-throttle.js';
import { holdBackLines } from './explain-hold-back.js';
import { limitBetween, trafficBetween } from './phase-limit.js';
import { rateText, secondsText, sizeText } from '../documents/prose-number.js';
import { eventsOf, type Story, type Timed, type TimedTraceEvent } from './story.js';

/**
 * The story of a run by QEMU in plain words, from its result and all events of its trace: the first pass, what
 * was left and dirtied then, when and why the guest was slowed down, what was held back, the last decision, and what limited it.
 */
export function explainRun(result: MigrationResult, events: readonly TimedTraceEvent[]): string[] {
  const { scenario } = result;
  if (scenario.vmm !== 'qemu') return ['Only migrations by QEMU can be explained.'];
  const story = { result, scenario, events };
  const syncs = eventsOf(story, 'sync').filter(({ cause }) => cause !== 'setup');
  const slowed = eventsOf(story, 'throttle')[0] ?? eventsOf(story, 'dirty-limit')[0];
  return [
    ...firstPassLines(story, syncs),
    ...passesLines(story, syncs, slowed?.timeMs ?? null),
    ...throttleLines(story),
    ...holdBackLines(story),
    ...endLines(story),
  ];
}

function firstPassLines(story: Story, syncs: readonly Timed<'sync'>[]): string[] {
  const { result, scenario } = story;
  const first = syncs.find(({ cause }) => cause !== 'background');
  const end = first === undefined ? result.totalTimeMs : first.timeMs - first.duration_ms;
  const ram = sizeText(scenario.settings.vmMem * 2 ** 20);
  const limit = `was limited by ${limitBetween(story, 0, end)}.`;
  const looks = syncs.filter(({ cause, timeMs }) => cause === 'background' && timeMs < end).length;
  const early = `Meanwhile the background sync read the dirty log ${looks === 1 ? 'once' : `${looks} times`}.`;
  const background = looks === 0 ? [] : [early];
  if (first === undefined) {
    return [`The first pass over ${ram} of RAM did not finish; it ${limit}`, ...background];
  }
  const { bytes, bytesPerSecond } = trafficBetween(result, 0, end);
  return [
    `First pass: all ${ram} of RAM in ${secondsText(end)}, ${sizeText(bytes)} on the wire at ` +
      `${rateText(bytesPerSecond)}.`,
    `It ${limit}`,
    ...background,
    `At its end ${sizeText(first.remaining_bytes)} were dirty again.`,
  ];
}

/** The passes until the guest is slowed down, or until the end. */
function passesLines(
  story: Story,
  syncs: readonly Timed<'sync'>[],
  slowedMs: number | null,
): string[] {
  const start = syncs[0]?.timeMs ?? story.result.totalTimeMs;
  const later = syncs.filter(
    ({ cause, timeMs }) =>
      timeMs > start && timeMs <= (slowedMs ?? Infinity) && cause !== 'completion',
  );
  const end = later.at(-1)?.timeMs;
  if (end === undefined) return [];
  const dirtied = later.reduce((sum, sync) => sum + sync.newly_dirty_pages * PAGE_BYTES, 0);
  const left = later.map(({ remaining_bytes }) => remaining_bytes);
  const range = new Set([Math.min(...left), Math.max(...left)].map(sizeText));
  const { bytesPerSecond } = trafficBetween(story.result, start, end);
  const until = slowedMs === null ? 'Then' : 'Then, at full guest speed';
  return [
    `${until}: ${later.length} ${later.length === 1 ? 'sync' : 'syncs'} in ` +
      `${secondsText(end - start)}, each leaving ${[...range].join(' to ')}.`,
    `The guest dirtied ${rateText((1000 * dirtied) / (end - start))}, and ` +
      `${rateText(bytesPerSecond)} were sent, limited by ${limitBetween(story, start, end)}.`,
  ];
}
