import type { PausePlan } from '../../../../migration/stop-condition-names.js';
import { decimal, integer, type SettingValues, toggle } from '../../../setting.js';

const seconds = { min: 1, max: 8_640_000, unit: 's' } as const;
/** The downtime limit from which the convergence timeout doubles: QEMU's default of 2011. */
export const convergenceTimeoutStartMs = 30;

const iterations = { min: 0, max: 2_147_483_647 } as const;

/**
 * What ends a migration that does not converge: guestperf's pause, a pause at a time, and conditions that were
 * discussed on qemu-devel in 2011, none of which is in a release. Null: not asked for.
 */
export const stopSettings = {
  pause: toggle({
    help: 'pause the guest, so that the migration converges, after --pause-iters',
    guestperf: 'pause',
    record: {
      key: 'pause',
      values: 'boolean',
      description: 'Whether guestperf pauses the guest',
      value: ({ settings }) => settings['pause'] === true || settings['pauseAfter'] !== null,
    },
  }),
  pauseIters: integer({
    ...iterations,
    help: 'with --pause: iteration count at which the guest is paused',
    standard: 5,
    guestperf: 'pause_iters',
    record: {
      key: 'pause_iters',
      values: 'integer',
      description: 'Iteration count at which it is paused',
      value: ({ settings }) => (settings['pause'] === true ? Number(settings['pauseIters']) : null),
    },
  }),
  pauseAfter: integer({
    ...seconds,
    min: 0,
    help: 'pause the guest after this many seconds',
    standard: null,
    record: { key: 'pause_after', description: 'Seconds after which it is paused' },
  }),
  maxFullPasses: integer({
    ...iterations,
    min: 1,
    help: 'switch over after this many full scans of RAM; proposed, never in a release',
    proposal: 'a limit of full passes',
    standard: null,
    record: {
      key: 'max_full_passes',
      description: 'Full scans of RAM that force the switchover',
    },
  }),
  maxTransferFactor: decimal({
    min: 0.01,
    max: 1_000_000,
    unit: 'times the RAM',
    help: 'switch over when more than this was sent; proposed, never in a release',
    proposal: 'a limit of bytes sent',
    record: {
      key: 'max_transfer_factor',
      description: 'Times the RAM that may be sent before the switchover is forced',
    },
  }),
  convergenceTimeout: integer({
    ...seconds,
    help: 'a downtime limit of 30 ms that doubles every N seconds; proposed, never in a release',
    proposal: 'convergence timeout',
    standard: null,
    record: {
      key: 'convergence_timeout',
      description: 'Seconds after which the downtime limit doubles',
    },
  }),
  deadline: integer({
    ...seconds,
    help: 'switch over after this many seconds; proposed, never in a release',
    proposal: 'deadline',
    standard: null,
    record: { key: 'deadline', description: 'Seconds after which the switchover is forced' },
  }),
};

type StopSettings = SettingValues<typeof stopSettings>;

/** Conditions that the source looks at by itself; null where they are not asked for. */
export type StopConditions = Pick<
  StopSettings,
  'maxFullPasses' | 'maxTransferFactor' | 'convergenceTimeout' | 'deadline'
>;

/** When guestperf pauses the guest; null for never. `pauseIters` alone does not pause it, as in guestperf. */
export function pausePlanOf({ pause, pauseAfter, pauseIters }: StopSettings): PausePlan | null {
  if (pause) return { at: 'iterations', iterations: pauseIters };
  return pauseAfter === null ? null : { at: 'time', seconds: pauseAfter };
}

/** The downtime limit with which a migration begins, ms. */
export function firstDowntimeLimitMs({
  convergenceTimeout,
  downtime,
}: StopSettings & { readonly downtime: number }): number {
  return convergenceTimeout === null ? downtime : convergenceTimeoutStartMs;
}
