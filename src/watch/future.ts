import type { DirtyRateSample } from '../engines/dirty-rate-groups.js';
import type { MigrationResult } from '../engines/migration-result.js';
import { underWay } from '../engines/qemu/under-way/under-way.js';
import type { QemuScenario } from '../engines/scenario.js';
import { simulate } from '../engines/simulate.js';
import { guestRamBytes } from '../guest/memory-map.js';
import { MIB, MIB_PER_GBIT, PAGE_BYTES } from '../memory/units.js';
import type { MigrationSetup } from '../observed/migration-reading.js';
import type { HostProfile } from '../profiles/host-profile.js';
import { hostWithLink } from '../profiles/linked-host.js';
import { type QemuVersion, qemuVersions } from '../profiles/qemu-version.js';
import { type Workload, workingSetMib } from '../profiles/workload.js';
import { resolve, type Settings } from '../settings/resolve.js';
import { drawDirtyingCurve } from './dirtying-curve.js';
import type { RamSeen } from './observed-syncs.js';
import type { SeenMigration } from './seen-migration.js';
import type { Draw } from './stratified-draws.js';
import { drawContentBytes } from './unseen-memory.js';

/** Of migrations that are watched and say nothing of it, so many have auto-converge on. */
const AUTO_CONVERGE_SHARE = 0.6;
/** A limiter passes a whole number of MiB/s and hardly a percent more; a link's rate is any, and moves. */
const LIMITER_EXCESS = 0.025;
const LIMITER_STEP_MIB = 8;
const LIMITER_VARIABILITY = 0.003;
/** QEMU's own limit, which is what is in force as long as too few answers tell how much the rate moves. */
const STANDARD_LIMIT_MIB = 128;
/** A future that has not converged after so many more syncs does not. */
const MOST_SYNCS = 200;
/** A future that takes longer than so many times the past, and so many seconds, is one without an end. */
const LONGEST_SHARE = 5;
const LONGEST_S = 150;
/** A link behind a limiter carries up to so many times as much, as a logarithm. */
const MOST_HEADROOM = 4.5;

/** A pair of hosts, and whether its link is that of the migration. */
export interface ForecastHost {
  readonly profile: HostProfile;
  readonly hasKnownLink: boolean;
}

/** What may be true of a migration: one draw of what nobody has seen. */
export interface PossibleTruth {
  readonly curve: readonly DirtyRateSample[];
  readonly contentBytes: number;
  readonly autoConverge: boolean;
  readonly linkBytesPerSecond: number;
  /** MiB/s; 0 for none. */
  readonly limitMib: number;
  readonly seed: string;
  /** How far the model is off in this one: standard normal. */
  readonly modelMiss: number;
}

/** How a possible truth goes on. */
export interface Future {
  /** Null if it does not end. */
  readonly endMs: number | null;
  readonly downtimeMs: number | null;
  /** Syncs that were simulated: what it cost. */
  readonly syncs: number;
}

/** A future, and how far the model is off in it. */
export type WeighedFuture = Future & Pick<PossibleTruth, 'modelMiss'>;

/** Draws what may be true, given what was seen. */
export function drawTruth(
  seen: SeenMigration,
  latest: RamSeen,
  host: ForecastHost,
  draw: Draw,
): PossibleTruth {
  const rate = seen.rate.bytesPerSecond ?? MIB;
  const contentBytes = drawContentBytes(seen, latest.ram, draw);
  const sentContent = (latest.ram.normalPages ?? 0) * PAGE_BYTES;
  const content = sentContent + (seen.isInFirstPass ? contentBytes : 0);
  const curve = drawDirtyingCurve(
    seen.syncs.all,
    {
      carriedMibPerSecond: rate / MIB,
      contentMib: Math.max(1, Math.min(content, latest.ram.totalBytes) / MIB),
    },
    draw,
  );
  const isOn = draw.uniform('auto-converge') < AUTO_CONVERGE_SHARE;
  return {
    curve,
    contentBytes,
    autoConverge: seen.autoConverge ?? isOn,
    linkBytesPerSecond: drawLink(seen, rate, host, draw),
    limitMib: limiterMib(seen, rate),
    seed: String(draw.uniform('seed')),
    modelMiss: draw.normal('model'),
  };
}

/** What the link carries, bytes a second: what is carried, unless a limiter keeps it from more. */
export function drawLink(
  seen: SeenMigration,
  bytesPerSecond: number,
  host: ForecastHost,
  draw: Draw,
): number {
  const headroom = Math.exp(MOST_HEADROOM * draw.uniform('link'));
  if (limiterMib(seen, bytesPerSecond) === 0) return bytesPerSecond;
  return linkOf(host) ?? bytesPerSecond * headroom;
}

/** Bytes a second; null if nobody knows. */
function linkOf({ hasKnownLink, profile }: ForecastHost): number | null {
  const gbit = profile.parameters.linkGbitPerSecond?.value;
  return hasKnownLink && gbit !== undefined ? gbit * MIB_PER_GBIT * MIB : null;
}

/** The limiter in MiB/s, if one is what limits; 0 if the link does. */
export function limiterMib({ rate, setup }: SeenMigration, bytesPerSecond: number): number {
  const mib = bytesPerSecond / MIB;
  if (setup.maxBandwidth !== null) {
    const limit = setup.maxBandwidth / MIB;
    return limit > 0 && mib > 0.85 * limit ? Math.round(limit) : 0;
  }
  const { variability } = rate;
  if (variability === null) return isAbout(mib, STANDARD_LIMIT_MIB) ? STANDARD_LIMIT_MIB : 0;
  const step = Math.max(LIMITER_STEP_MIB, Math.floor(mib / LIMITER_STEP_MIB) * LIMITER_STEP_MIB);
  const near = [step, step + LIMITER_STEP_MIB].find((limit) => isAbout(mib, limit));
  return variability < LIMITER_VARIABILITY && near !== undefined ? near : 0;
}

function isAbout(mib: number, limit: number): boolean {
  return mib > 0.99 * limit && mib < (1 + LIMITER_EXCESS) * limit;
}

/** The settings of a migration as it was seen, if `truth` is what it is like. */
export function futureScenario(
  seen: SeenMigration,
  latest: RamSeen,
  truth: PossibleTruth,
  host: HostProfile,
  changed: Settings = {},
): QemuScenario {
  const { setup } = seen;
  const ramMib = Math.max(1, Math.ceil((latest.ram.totalBytes - guestRamBytes(0)) / MIB));
  const settings: Settings = {
    vmm: 'qemu',
    qemu: versionOf(setup.qemuVersion),
    dirtyLog: 'clear-at-sync',
    cpus: setup.vcpus ?? 1,
    mem: Math.max(1, Math.floor(ramMib / 1024)),
    vmMem: ramMib,
    host: hostWithLink(host, truth.linkBytesPerSecond / MIB / MIB_PER_GBIT, 'what was carried'),
    workload: workloadOf(truth, ramMib),
    bandwidth: truth.limitMib,
    downtime: Math.round(seen.downtimeLimitMs),
    autoConverge: truth.autoConverge,
    ...(truth.autoConverge && throttleSettings(setup)),
    maxIters: (latest.ram.dirtySyncCount ?? 1) + MOST_SYNCS,
    maxTime: Math.ceil((latest.elapsedMs / 1000) * LONGEST_SHARE + LONGEST_S),
    seed: truth.seed,
    ...changed,
  };
  const scenario = resolve(settings);
  if (scenario.vmm !== 'qemu') throw new RangeError('not a migration by QEMU');
  return underWay(scenario, seen.underWay(latest, truth.contentBytes));
}

/** What was told of the throttle; the rest is as the table has it, which is QEMU's. */
function throttleSettings(setup: MigrationSetup): Settings {
  const { maxThrottle, throttleIncrement, throttleInitial } = setup;
  return {
    ...(throttleInitial !== null && { throttleInitial: Math.round(throttleInitial) }),
    ...(throttleIncrement !== null && { autoConvergeStep: Math.round(throttleIncrement) }),
    ...(maxThrottle !== null && { maxThrottle: Math.round(maxThrottle) }),
  };
}

function versionOf(version: string | null): QemuVersion {
  return qemuVersions.find((known) => known === version) ?? '10.0';
}

function workloadOf({ curve }: PossibleTruth, ramMib: number): Workload {
  const largest = workingSetMib({ kind: 'dirty-rate', samples: [...curve] });
  const scale = Math.min(1, (0.9 * ramMib) / largest);
  const samples = curve.map(({ mibPerSecond, periodMs }) => ({
    periodMs,
    mibPerSecond: mibPerSecond * scale,
  }));
  return { kind: 'dirty-rate', samples };
}

/** How it goes on. */
export function futureOf(scenario: QemuScenario): Future {
  const result: MigrationResult = simulate(scenario, { onlyFigures: true });
  const syncs = result.dirtySyncCount;
  if (result.status !== 'completed') return { endMs: null, downtimeMs: null, syncs };
  return { endMs: result.totalTimeMs, downtimeMs: result.downtime.totalMs, syncs };
}
