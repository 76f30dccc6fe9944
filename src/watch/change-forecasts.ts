import { MIB } from '../memory/units.js';
import type { Settings } from '../settings/resolve.js';
import type { ChangeForecast, ChangeKind } from './forecast.js';
import { limiterMib } from './future.js';
import type { SeenMigration } from './seen-migration.js';

type Expected = ChangeForecast['forecast'];

/** A change that is possible now. */
interface PossibleChange {
  readonly kind: ChangeKind;
  readonly change: string;
  readonly changed: Settings;
  readonly qmp: readonly string[];
  readonly virsh: readonly string[];
}

/** Downtime limits that are tried, ms: the next two above the present one. */
const DOWNTIME_LIMITS_MS = [500, 1000, 2000, 5000, 10_000];
/** QEMU's own, %. */
const STANDARD_INCREMENT = 10;
/** A change is worth showing if it makes so much of a difference. */
const SURER = 0.05;
const SOONER = 0.1;

/**
 * What could be changed while the migration runs, as far as it would help: sooner at an end, or surer of one.
 *
 * @param now what is to be expected if nothing is changed
 * @param expected what is to be expected with settings changed
 */
export function changeForecasts(
  seen: SeenMigration,
  now: Expected,
  expected: (changed: Settings) => Expected,
): readonly ChangeForecast[] {
  return possibleChanges(seen).flatMap(({ changed, ...change }) => {
    const forecast = expected(changed);
    return helps(forecast, now) ? [{ ...change, forecast }] : [];
  });
}

function helps(changed: Expected, now: Expected): boolean {
  if (changed.converges > now.converges + SURER) return true;
  if (changed.endMs === null || now.endMs === null) return false;
  return changed.endMs.median < now.endMs.median * (1 - SOONER);
}

function possibleChanges(seen: SeenMigration): readonly PossibleChange[] {
  return [...downtimeLimits(seen), ...bandwidths(seen), ...increments(seen), ...postcopy(seen)];
}

function downtimeLimits(seen: SeenMigration): readonly PossibleChange[] {
  const limit = Math.round(seen.downtimeLimitMs);
  return DOWNTIME_LIMITS_MS.filter((ms) => ms > limit)
    .slice(0, 2)
    .map((ms) => ({
      kind: 'downtime-limit',
      change: `downtime limit ${limit} to ${ms} ms`,
      changed: { downtime: ms },
      qmp: [parameters({ 'downtime-limit': ms })],
      virsh: [`virsh migrate-setmaxdowntime DOMAIN ${ms}`],
    }));
}

function bandwidths(seen: SeenMigration): readonly PossibleChange[] {
  const limit = limiterMib(seen, seen.rate.bytesPerSecond ?? 0);
  if (limit === 0) return [];
  const doubled = 2 * limit;
  return [
    {
      kind: 'max-bandwidth',
      change: `max-bandwidth ${limit} to ${doubled} MiB/s`,
      changed: { bandwidth: doubled },
      qmp: [parameters({ 'max-bandwidth': doubled * MIB })],
      virsh: [`virsh migrate-setspeed DOMAIN ${doubled}`],
    },
  ];
}

/** A step of the throttle can be changed while auto-converge is on, the capability cannot. */
function increments(seen: SeenMigration): readonly PossibleChange[] {
  if (seen.autoConverge !== true) return [];
  const increment = Math.round(seen.setup.throttleIncrement ?? STANDARD_INCREMENT);
  const larger = Math.min(99, 2 * increment);
  if (larger === increment) return [];
  const qmp = parameters({ 'cpu-throttle-increment': larger });
  return [
    {
      kind: 'throttle',
      change: `throttle increment ${increment} to ${larger} %`,
      changed: { autoConvergeStep: larger },
      qmp: [qmp],
      virsh: [`virsh qemu-monitor-command DOMAIN '${qmp}'`],
    },
  ];
}

function postcopy({ latest, setup }: SeenMigration): readonly PossibleChange[] {
  if (setup.postcopy !== true) return [];
  return [
    {
      kind: 'postcopy',
      change: 'switch to postcopy',
      changed: { postCopy: true, postCopyIters: Math.max(1, latest?.ram.dirtySyncCount ?? 1) },
      qmp: ['{"execute":"migrate-start-postcopy"}'],
      virsh: ['virsh migrate-postcopy DOMAIN'],
    },
  ];
}

function parameters(values: Readonly<Record<string, number>>): string {
  return JSON.stringify({ execute: 'migrate-set-parameters', arguments: values });
}
