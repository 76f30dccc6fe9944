import { InputError, type InputProblem } from '../../../input/input-error.js';
import { schemaKeys } from '../../../input/schema-keys.js';
import { schemaProblem } from '../../../input/schema-problem.js';
import { guestRamBytes } from '../../../guest/memory-map.js';
import { PAGES_PER_MIB } from '../../../memory/units.js';
import type { QemuScenario } from '../../scenario.js';
import { flagOf } from '../../setting.js';
import { qemuRules } from '../qemu-rules.js';
import { uncontinued } from './uncontinued.js';
import { type UnderWay, underWaySchema } from './seen.js';

/**
 * A scenario that goes on from a migration as it was seen.
 *
 * @param scenario from the migrate command on, as `resolve` makes it
 * @throws InputError if what was seen contradicts itself or the guest's RAM, or if the scenario has a feature whose past
 *   cannot be known
 */
export function underWay(scenario: QemuScenario, seen: UnderWay): QemuScenario {
  const parsed = underWaySchema.safeParse(seen);
  if (!parsed.success) {
    throw inSeen(schemaProblem(parsed.error.issues, seen, schemaKeys(underWaySchema)));
  }
  const continued: QemuScenario = { ...scenario, start: { kind: 'under-way', seen: parsed.data } };
  checkStart(continued);
  return continued;
}

/**
 * Checks a scenario that begins in the middle; one that begins with the migrate command is fine.
 *
 * @throws InputError as `underWay`
 */
export function checkStart(scenario: QemuScenario): void {
  if (scenario.start.kind === 'beginning') return;
  const { seen } = scenario.start;
  for (const [setting, problem] of uncontinued(scenario)) {
    throw new InputError({ subject: flagOf(setting), problem });
  }
  const fault = contradictions(scenario, seen).find(({ isThere }) => isThere);
  if (fault === undefined) return;
  const { at, problem } = fault;
  throw inSeen({ subject: at, value: String(seen[at]), problem });
}

interface Contradiction {
  readonly at: Exclude<keyof UnderWay, 'period'>;
  readonly isThere: boolean;
  readonly problem: string;
}

function contradictions({ settings, version }: QemuScenario, seen: UnderWay): Contradiction[] {
  const { dirtySyncCount, elapsedMs, lastSyncMs, period, previousSyncMs, setupMs } = seen;
  const { remainingAtLastSyncBytes, remainingBytes, remainingContentBytes } = seen;
  const ramBytes = guestRamBytes(Math.round(settings.vmMem * PAGES_PER_MIB));
  const isFirstPass = dirtySyncCount === 1;
  const needed = qemuRules(version).trigger.highPeriods;
  const before = (at: Contradiction['at'], when: keyof UnderWay): Contradiction => ({
    at,
    isThere: Number(seen[at] ?? 0) < Number(seen[when]),
    problem: `is before ${when} ${String(seen[when])}`,
  });
  const after = (at: Contradiction['at'], when: keyof UnderWay): Contradiction => ({
    at,
    isThere: Number(seen[at] ?? 0) > Number(seen[when]),
    problem: `is after ${when} ${String(seen[when])}`,
  });
  const more = (at: Contradiction['at'], than: number, what: string): Contradiction => ({
    at,
    isThere: Number(seen[at]) > than,
    problem: `is more than ${what} ${than}`,
  });
  return [
    after('setupMs', 'elapsedMs'),
    before('lastSyncMs', 'setupMs'),
    after('lastSyncMs', 'elapsedMs'),
    {
      at: 'previousSyncMs',
      isThere: (previousSyncMs === null) !== isFirstPass,
      problem: `contradicts dirtySyncCount ${dirtySyncCount}: it is null in the first pass only`,
    },
    after('previousSyncMs', 'lastSyncMs'),
    after('backgroundSyncMs', 'elapsedMs'),
    after('stoppedMs', 'elapsedMs'),
    more('remainingAtLastSyncBytes', ramBytes, "the guest's RAM of"),
    more('remainingBytes', remainingAtLastSyncBytes, 'remainingAtLastSyncBytes'),
    more('remainingContentBytes', remainingBytes, 'remainingBytes'),
    {
      at: 'remainingContentBytes',
      isThere: !isFirstPass && remainingContentBytes !== remainingBytes,
      problem: `differs from remainingBytes ${remainingBytes}, which it may in the first pass only`,
    },
    {
      at: 'elapsedMs',
      isThere: period.startMs > elapsedMs,
      problem: `is before period.startMs ${period.startMs}`,
    },
    {
      at: 'transferredBytes',
      isThere: period.transferredBytes > seen.transferredBytes,
      problem: `is less than period.transferredBytes ${period.transferredBytes}`,
    },
    more('highPeriods', needed - 1, 'what does not throttle yet,'),
    {
      at: 'setupMs',
      isThere: isFirstPass && lastSyncMs !== setupMs,
      problem: `differs from lastSyncMs ${lastSyncMs}, which it may after the first pass only`,
    },
  ];
}

function inSeen(problem: InputProblem): InputError {
  return new InputError({ ...problem, subject: `seen.${problem.subject}` });
}
