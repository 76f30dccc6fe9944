import type { VirshSettings } from '../../../../profiles/policy.js';
import type { PolicyPlan } from './policy-plan.js';

/**
 * `virsh migrate --live --timeout S` with --timeout-suspend or --timeout-postcopy (libvirt 11.3,
 * virshWatchJob): virsh asks every 500 ms, counts from the first answer of a running job, and suspends
 * the guest or starts postcopy, once.
 */
export function virshPlan({ timeoutSeconds, action }: VirshSettings): PolicyPlan {
  return {
    pollMs: 500,
    countsFrom: 'first-poll',
    firstDowntimeLimitMs: null,
    actions: [
      {
        do: action === 'postcopy' ? 'postcopy' : 'pause',
        after: 'start',
        seconds: timeoutSeconds,
      },
    ],
  };
}
