import type { ScenarioStrategy } from '../engines/scenario.js';
import type { HostProfile } from '../profiles/host-profile.js';
import type { Workload } from '../profiles/workload.js';
import { givenHost } from '../settings/given-profile.js';
import { GivenSettings, type SettingLayer } from '../settings/given-settings.js';
import type { Settings } from '../settings/resolve.js';
import { type Candidate, candidateOf, type CandidateKind } from './candidate.js';
import type { Goals } from './goals.js';
import { candidateKinds, optionalKind } from './kinds.js';
import { strategyKind, type StrategySettings } from './kinds/strategy.js';
import type { MigrationUnderWay } from './continuation.js';
import type { ObservedFacts } from './observed-facts.js';
import { type OpenEnd, openEnd } from './open-end.js';

/** What somebody asks. */
export interface AdviceQuestion {
  /** The guest, what it writes, and the hosts: settings of a migration without help. */
  readonly settings: Settings;
  /** Without a downtime: 300 ms; without a total: 600 s, or three times what the link needs for all of RAM. */
  readonly goals: Partial<Goals>;
  /** Ways that may not be used, by their names: `postcopy`, `multifd`. */
  readonly without?: readonly string[];
  /** Rules of the user's own that are tried as well; none if absent. */
  readonly strategy?: StrategySettings;
  /** Runs of the best settings, each with a repeat of the seed of its own; 20 if absent. */
  readonly runs?: number;
  /** Whether all RAM has content, or only what the workload writes; all if absent. */
  readonly ramInUse?: 'all' | 'workload';
  /** Whether to tell the story of one run. */
  readonly explain?: boolean;
  /** A migration that was seen, from which the settings were read; the answer says so. */
  readonly observed?: ObservedFacts | null;
  /** That migration, if it is under way: what can be changed from where it stands is said as well. */
  readonly underWay?: MigrationUnderWay | null;
}

/** A question with all that it leaves open. */
export interface CompleteQuestion {
  /** Precopy with the downtime limit at the goal, cancelled when it is hopeless. */
  readonly plain: Candidate;
  readonly host: HostProfile;
  /** What the guest writes, without what else is in its memory. */
  readonly workload: Workload;
  readonly ramInUse: 'all' | 'workload';
  readonly goals: Goals;
  /** Options of the goals that were not given. */
  readonly assumedGoals: readonly string[];
  readonly kinds: readonly CandidateKind[];
  /** The rules of the user's own that are tried as well; null without. */
  readonly strategy: ScenarioStrategy | null;
  readonly runs: number;
  readonly explain: boolean;
  /** What one measurement of the dirty rate leaves open; the workload is the one that grows. Null if nothing is. */
  readonly open: OpenEnd | null;
  /** A migration that was seen, from which the guest and the hosts were read; null without one. */
  readonly observed: ObservedFacts | null;
  /** That migration, if it is under way. */
  readonly underWay: MigrationUnderWay | null;
  /** Names of ways that may not be used. */
  readonly without: readonly string[];
}

/** QEMU's downtime-limit. */
const standardDowntimeMs = 300;
const standardTotalSeconds = 600;
export const standardRuns = 20;
/** A migration is cancelled when it has taken so many times the goal: it will not come near. */
const hopeless = 1.5;
/** What the longest is given: a run may not be much more work. The longest goal is as long. */
export const longestSeconds = 1_000_000;
/** Twice as many as the longest published tests were given. */
const mostIterations = 400;

/**
 * @param name what the user calls a setting
 * @throws InputError if settings are not accepted
 */
export function completeQuestion(
  question: AdviceQuestion,
  name?: SettingLayer['name'],
): CompleteQuestion {
  const { explain = false, runs = standardRuns, settings } = question;
  const without = (question.without ?? []).map((way) => optionalKind(way, 'without'));
  const { host: _host, linkGbit: _gbit, linkMbit: _mbit, stressMem: _, ...rest } = settings;
  const host = givenHost(new GivenSettings([{ values: settings, name: name ?? String }]));
  const asked = candidateOf(settings, name);
  const open = openEnd(asked.scenario);
  const workload = open?.grows ?? asked.scenario.workload;
  const ramInUse = tellsWhatIsInUse(workload) ? 'workload' : (question.ramInUse ?? 'all');
  const { maxDowntimeMs, maxTotalSeconds } = question.goals;
  const goals = {
    maxDowntimeMs: maxDowntimeMs ?? standardDowntimeMs,
    maxTotalSeconds: maxTotalSeconds ?? standardTotal(asked),
    minGuestSpeedPercent: question.goals.minGuestSpeedPercent ?? 0,
  };
  const plain = candidateOf({
    ...rest,
    host,
    workload,
    ...(!tellsWhatIsInUse(workload) && { ramInUse }),
    downtime: goals.maxDowntimeMs,
    maxIters: mostIterations,
    maxTime: Math.min(longestSeconds, Math.ceil(goals.maxTotalSeconds * hopeless) + 1),
  });
  const { strategy } = question;
  const own = strategy === undefined ? null : candidateOf({ ...plain.settings, ...strategy }, name);
  return {
    plain,
    host,
    workload,
    ramInUse,
    goals,
    assumedGoals: [
      ...(maxDowntimeMs === undefined ? ['--max-downtime'] : []),
      ...(maxTotalSeconds === undefined ? ['--max-total'] : []),
    ],
    kinds: [
      ...candidateKinds.filter((kind) => !without.includes(kind.name)),
      ...(strategy === undefined ? [] : [strategyKind(strategy)]),
    ],
    strategy: own?.scenario.strategy ?? null,
    runs,
    explain,
    open,
    observed: question.observed ?? null,
    underWay: question.underWay ?? null,
    without,
  };
}

function standardTotal({ scenario: { host, settings } }: Candidate): number {
  const bits = settings.mem * 2 ** 30 * 8;
  const onceSeconds = bits / (host.numbers.linkGbitPerSecond * 1e9);
  return Math.max(standardTotalSeconds, Math.ceil(3 * onceSeconds));
}

/** Phases and workloads that ended say themselves what is in the guest's memory. */
function tellsWhatIsInUse({ kind }: Workload): boolean {
  return kind === 'phases' || kind === 'ended';
}
