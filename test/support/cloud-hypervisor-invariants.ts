import { PageBitmap } from '../../src/memory/page-bitmap.js';
import { pagesOf, type RangeTable } from '../../src/memory/range-table.js';
import { PAGE_BYTES, PAGES_PER_MIB } from '../../src/memory/units.js';
import { MemoryConnections } from '../../src/engines/cloud-hypervisor/memory-connections.js';
import type { CloudHypervisorReport, MigrationResult } from '../../src/engines/migration-result.js';
import { cloudHypervisorRules } from '../../src/engines/cloud-hypervisor/cloud-hypervisor-rules.js';
import type { CloudHypervisorScenario } from '../../src/engines/scenario.js';
import type { CloudHypervisorParts } from '../../src/engines/cloud-hypervisor/cloud-hypervisor-parts.js';
import { migrateWith } from './cloud-hypervisor.js';

/** A run, and what its connections carried. */
export interface WatchedRun {
  readonly scenario: CloudHypervisorScenario;
  readonly result: MigrationResult;
  readonly report: CloudHypervisorReport;
  /** Pages that went over the memory connections at least once. */
  readonly uniquePages: number;
  /** Whether each table was cut as it should be. */
  readonly isPartitioned: boolean;
}

/** Runs a migration and looks at each request on its way. */
export function watched(
  scenario: CloudHypervisorScenario,
  parts: Partial<CloudHypervisorParts> = {},
): WatchedRun {
  const sent = new PageBitmap(scenario.settings.vmMem * PAGES_PER_MIB + MARGIN_PAGES);
  let isPartitioned = true;
  let created = 0;
  const Connections = parts.MemoryConnections ?? MemoryConnections;
  class WatchedConnections extends Connections {
    /** The main connection is made after them; what it carries, no counter knows. */
    private readonly isForMemory = created++ === 0;

    protected override requests(table: RangeTable): Iterable<RangeTable> {
      const requests = [...super.requests(table)];
      for (const { starts, lengths } of this.isForMemory ? requests : []) {
        starts.forEach((start, index) => sent.setRange(start, start + lengths[index]));
      }
      isPartitioned &&= isCutRightly(table, requests, this.isForMemory, scenario);
      return requests;
    }
  }
  const result = migrateWith(scenario, { ...parts, MemoryConnections: WatchedConnections });
  const { cloudHypervisor: report } = result;
  if (report === undefined) throw new Error('not a run of Cloud Hypervisor');
  return { scenario, result, report, uniquePages: sent.count(), isPartitioned };
}

/** The firmware's blocks lie behind the RAM. */
const MARGIN_PAGES = 64 * PAGES_PER_MIB;

function isCutRightly(
  table: RangeTable,
  requests: readonly RangeTable[],
  isForMemory: boolean,
  { settings, version }: CloudHypervisorScenario,
): boolean {
  const pages = requests.reduce((sum, request) => sum + pagesOf(request), 0);
  if (pages !== pagesOf(table)) return false;
  const isCut =
    (isForMemory && settings.connections > 1) || cloudHypervisorRules[version].chunksOneConnection;
  return !isCut || requests.every((request) => pagesOf(request) <= 64 * PAGES_PER_MIB);
}

/**
 * Which of the invariants of a migration by Cloud Hypervisor a run breaks:
 *
 * 1. the destination equals the source when the guest goes on there;
 * 2. the loop ends by its stop rule, and by nothing else;
 * 3. there are as many iteration events as the number of the pass that ended the loop;
 * 4. no fewer bytes are counted as sent than there are different pages sent;
 * 5. the parts that the log names are no longer than the downtime, and all eight steps add up to it;
 * 6. a timeout is overshot by less than a pass;
 * 7. a merged table is canonical;
 * 8. cutting a table conserves it, and no chunk is larger than 64 MiB.
 */
export function brokenInvariants(run: WatchedRun): number[] {
  const checks = [
    isComplete,
    stopsByRule,
    countsEvents,
    countsBytes,
    addsUp,
    overshootsLittle,
    isMergedCanonically,
    ({ isPartitioned }: WatchedRun) => isPartitioned,
  ];
  return checks.flatMap((holds, index) => (holds(run) ? [] : [index + 1]));
}

/**
 * Before v53 nothing sends what vhost-user devices write while their state is taken: exactly those pages
 * are lost.
 */
function isComplete({ result, scenario }: WatchedRun): boolean {
  const { vhostUserInFlight, vhostUserMem } = scenario.settings;
  const { passAfterSnapshot } = cloudHypervisorRules[scenario.version];
  const expected =
    passAfterSnapshot || vhostUserMem === null
      ? 0
      : Math.min(vhostUserInFlight, vhostUserMem * PAGES_PER_MIB);
  return result.status !== 'completed' || result.oracle?.lostPages === expected;
}

interface Look {
  readonly iteration: number;
  readonly elapsedMs: number;
  readonly decision: 'continue' | 'converged' | 'timeout';
}

/** What the loop should have decided each time that it had a table: written down once more. */
function looks({ report, scenario }: WatchedRun): Look[] {
  const { host, settings, version } = scenario;
  const began = host.numbers.connectMs;
  const downtimeMs = settings.downtime ?? Infinity;
  return report.progress
    .filter(({ phase, state }) => phase === 'MemoryPrecopy' && state === 'Ongoing')
    .map(({ atMs, bytesRemainingIteration: bytes, iteration }) => {
      const before = report.passes
        .slice(0, iteration)
        .findLast(
          (pass) => pass.currentBytes > 0 || cloudHypervisorRules[version].stopRule === 'budget',
        );
      const bytesPerMs =
        before === undefined || before.transferMs === 0
          ? 0
          : before.currentBytes / before.transferMs;
      const estimateMs = bytes === 0 ? 0 : bytesPerMs === 0 ? null : bytes / bytesPerMs;
      const elapsedMs = atMs - began;
      const timeoutMs = (settings.timeout ?? Infinity) * 1000;
      const isIn = {
        'ch-legacy': iteration > 0 && bytes === 0,
        'ch-v52': estimateMs !== null && estimateMs <= downtimeMs,
        'cyberus-2025': iteration > 1 && bytes < Math.floor(bytesPerMs) * downtimeMs,
        'cyberus-mid': iteration > 0 && (estimateMs ?? 0) <= downtimeMs,
      }[kindOf(version)];
      const isLate = version === 'cyberus-mid' ? elapsedMs > timeoutMs : elapsedMs >= timeoutMs;
      return {
        iteration,
        elapsedMs,
        decision: isIn ? 'converged' : isLate ? 'timeout' : 'continue',
      };
    });
}

function kindOf(
  version: CloudHypervisorScenario['version'],
): 'ch-legacy' | 'ch-v52' | 'cyberus-2025' | 'cyberus-mid' {
  switch (version) {
    case 'ch-legacy':
    case 'cyberus-mid':
      return version;
    case 'cyberus-2025a':
    case 'cyberus-2025b':
      return 'cyberus-2025';
    default:
      return 'ch-v52';
  }
}

function isDeadlock({ result }: WatchedRun): boolean {
  return result.status === 'failed' && result.reason.includes('waits for a lock');
}

function stopsByRule(run: WatchedRun): boolean {
  const { result, scenario } = run;
  const decisions = looks(run).map(({ decision }) => decision);
  const last = decisions[decisions.length - 1];
  if (decisions.slice(0, -1).some((decision) => decision !== 'continue')) return false;
  if (isDeadlock(run)) return last !== 'continue';
  if (result.status !== 'completed') {
    return last === 'timeout' && scenario.settings.timeoutStrategy === 'cancel';
  }
  switch (result.stopCondition) {
    case null:
      return last === 'converged';
    case 'timeout':
      return last === 'timeout' && scenario.settings.timeoutStrategy === 'ignore';
    case 'pass-limit':
      return scenario.version === 'ch-legacy' && last === 'continue' && decisions.length === 6;
    default:
      return false;
  }
}

function countsEvents(run: WatchedRun): boolean {
  const { report, result } = run;
  const stoppedAt =
    result.status === 'completed' ? result.dirtySyncCount - 1 : looks(run).at(-1)?.iteration;
  return report.iterationEvents === stoppedAt;
}

function countsBytes({ report, uniquePages }: WatchedRun): boolean {
  return (report.passes.at(-1)?.totalBytes ?? 0) >= uniquePages * PAGE_BYTES;
}

function addsUp({ report, result }: WatchedRun): boolean {
  const { steps } = report;
  if (result.status !== 'completed') return steps === null;
  if (steps === null) return false;
  const { totalMs } = result.downtime;
  const logged =
    steps.finalDirtyLogMs +
    steps.finalMemoryMs +
    steps.stateMs +
    steps.sendStateMs +
    steps.completeMs;
  const all = Object.values(steps).reduce((sum, ms) => sum + ms, 0);
  const areTimes = Object.values(steps).every((ms) => ms >= 0);
  return areTimes && logged <= totalMs && Math.abs(all - totalMs) < 1e-6;
}

function overshootsLittle(run: WatchedRun): boolean {
  const timeoutMs = (run.scenario.settings.timeout ?? Infinity) * 1000;
  const before = looks(run).slice(0, -1);
  return before.every(({ elapsedMs }) => elapsedMs <= timeoutMs);
}

function isMergedCanonically({ report, scenario }: WatchedRun): boolean {
  const { finalTable } = report;
  if (finalTable === null || cloudHypervisorRules[scenario.version].finalTable !== 'merged') {
    return true;
  }
  const { starts, lengths } = finalTable;
  return starts.every(
    (start, index) =>
      lengths[index] > 0 && (index === 0 || start > starts[index - 1] + lengths[index - 1]),
  );
}
