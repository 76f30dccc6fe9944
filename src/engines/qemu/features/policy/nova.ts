import type { NovaSettings } from '../../../../profiles/policy.js';
import type { PlannedAction, PolicyPlan } from './policy-plan.js';

/** Nova counts no guest as smaller. */
const MIN_DATA_GIB = 2;

type LimitStep = Extract<PlannedAction, { readonly do: 'set-downtime-limit' }>;

/**
 * OpenStack Nova 31.0 (libvirt driver, _live_migration_monitor): a downtime limit that grows in equal
 * steps (migration.py, downtime_steps), and an abort, a pause or postcopy after the completion timeout,
 * both stretched by the size of the guest.
 */
export function novaPlan(settings: NovaSettings, ramGib: number): PolicyPlan {
  const dataGib = Math.max(ramGib, MIN_DATA_GIB);
  const [first, ...steps] = downtimeSteps(settings, dataGib);
  const timeout = Math.trunc(settings.live_migration_completion_timeout * dataGib);
  return {
    pollMs: 500,
    countsFrom: 'command',
    // The monitor's first look comes when the migration begins.
    firstDowntimeLimitMs: first.milliseconds,
    actions: [...steps, ...(timeout === 0 ? [] : [timeoutAction(settings, timeout)])],
  };
}

function downtimeSteps(settings: NovaSettings, dataGib: number): LimitStep[] {
  const downtime = settings.live_migration_downtime;
  const steps = settings.live_migration_downtime_steps;
  const delay = Math.trunc(settings.live_migration_downtime_delay * dataGib);
  const base = downtime / steps;
  const offset = (downtime - base) / steps;
  return Array.from({ length: steps + 1 }, (_, index) => ({
    do: 'set-downtime-limit',
    milliseconds: Math.trunc(base + offset * index),
    after: 'start',
    seconds: delay * index,
  }));
}

/** force_complete means postcopy where that is permitted, else a pause. */
function timeoutAction(settings: NovaSettings, seconds: number): PlannedAction {
  const due = { after: 'start', seconds } as const;
  if (settings.live_migration_timeout_action === 'abort') {
    return { do: 'abort', reason: 'policy-completion-timeout', ...due };
  }
  return { do: settings.live_migration_permit_post_copy ? 'postcopy' : 'pause', ...due };
}
