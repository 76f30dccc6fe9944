import { PAGE_BYTES } from '../memory/units.js';
import type { QemuScenario } from '../engines/scenario.js';
import type { MigrationResult } from '../engines/migration-result.js';
import { endLines } from './explain-end.js';
import { throttleLines } from './explain-throttle.js';
import { limitBetween, trafficBetween } from './phase-limit.js';
import { rateText, secondsText, sizeText } from './plain-quantity.js';
import { eventsOf, type Timed, type TimedTraceEvent } from './timed-trace-event.js';

/**
 * The story of a run by QEMU in plain words, from its result and all events of its trace: the first pass, what
 * was left and dirtied then, when and why the guest was slowed down, the last decision, and what limited it.
 */
export function explainRun(result: MigrationResult, events: readonly TimedTraceEvent[]): string[] {
  const { scenario } = result;
  if (scenario.vmm !== 'qemu') return ['Only migrations by QEMU can be explained.'];
  const syncs = eventsOf(events, 'sync').filter(({ cause }) => cause !== 'setup');
  const slowed =
    eventsOf(events, 'throttle')[0]?.timeMs ?? eventsOf(events, 'dirty-limit')[0]?.timeMs;
  return [
    ...firstPassLines(result, scenario, syncs),
    ...passesLines(result, scenario, syncs, slowed ?? null),
    ...throttleLines(result, scenario, events),
    ...endLines(result, scenario, events),
  ];
}

function firstPassLines(
  result: MigrationResult,
  scenario: QemuScenario,
  syncs: readonly Timed<'sync'>[],
): string[] {
  const first = syncs.find(({ cause }) => cause !== 'background');
  const end = first === undefined ? result.totalTimeMs : first.timeMs - first.duration_ms;
  const { bytes, bytesPerSecond } = trafficBetween(result, 0, end);
  const ram = sizeText(scenario.hardware.vmMib * 2 ** 20);
  const limit = limitBetween(result, scenario, 0, end);
  const background = syncs.filter(({ cause, timeMs }) => cause === 'background' && timeMs < end);
  const early =
    background.length === 0
      ? []
      : [
          `During it the background sync looked ${background.length} times at what the guest dirtied.`,
        ];
  if (first === undefined) {
    return [
      `The first pass over the ${ram} of RAM did not end; it was limited by ${limit}.`,
      ...early,
    ];
  }
  return [
    `First pass: all ${ram} of RAM in ${secondsText(end)}, ${sizeText(bytes)} on the wire at ` +
      `${rateText(bytesPerSecond)}.`,
    `It was limited by ${limit}.`,
    ...early,
    `When it was over, ${sizeText(first.remaining_bytes)} were dirty again.`,
  ];
}

/** The passes until the guest is slowed down, or until the end. */
function passesLines(
  result: MigrationResult,
  scenario: QemuScenario,
  syncs: readonly Timed<'sync'>[],
  slowedMs: number | null,
): string[] {
  const start = syncs[0]?.timeMs ?? result.totalTimeMs;
  const later = syncs.filter(
    ({ cause, timeMs }) =>
      timeMs > start && timeMs <= (slowedMs ?? Infinity) && cause !== 'completion',
  );
  if (later.length === 0) return [];
  const end = later[later.length - 1].timeMs;
  const dirtied = later.reduce((sum, sync) => sum + sync.newly_dirty_pages * PAGE_BYTES, 0);
  const left = later.map(({ remaining_bytes }) => remaining_bytes);
  const range = [Math.min(...left), Math.max(...left)].map(sizeText);
  const remained = range[0] === range[1] ? range[0] : `${range[0]} to ${range[1]}`;
  const { bytesPerSecond } = trafficBetween(result, start, end);
  const until = slowedMs === null ? 'Then' : 'Then, at full guest speed';
  return [
    `${until}: ${later.length} ${later.length === 1 ? 'sync' : 'syncs'} in ` +
      `${secondsText(end - start)}, after which ${remained} were left.`,
    `The guest dirtied ${rateText((1000 * dirtied) / (end - start))} while ` +
      `${rateText(bytesPerSecond)} were sent, limited by ${limitBetween(result, scenario, start, end)}.`,
  ];
}
