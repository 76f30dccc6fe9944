import type { KubevirtSettings } from '../../../../profiles/policy.js';
import type { PlannedAction, PolicyPlan } from './policy-plan.js';

/**
 * KubeVirt's migration monitor (live-migration-source.go): every 400 ms, in this order: past the
 * completion timeout it starts postcopy, if that is allowed, else suspends the guest, if it may disrupt
 * the workload, and doubles the timeout;
 * without progress it aborts; past the timeout it aborts.
 */
export function kubevirtPlan(settings: KubevirtSettings, ramGib: number): PolicyPlan {
  const acceptable = settings.completionTimeoutPerGiB * ramGib;
  const disrupts = settings.allowWorkloadDisruption ?? settings.allowPostCopy;
  const disruption: PlannedAction[] = disrupts
    ? [{ do: settings.allowPostCopy ? 'postcopy' : 'pause', after: 'start', seconds: acceptable }]
    : [];
  return {
    pollMs: 400,
    countsFrom: 'command',
    firstDowntimeLimitMs: null,
    actions: [
      ...disruption,
      {
        do: 'abort',
        reason: 'policy-progress-timeout',
        after: 'progress',
        seconds: settings.progressTimeout,
      },
      {
        do: 'abort',
        reason: 'policy-completion-timeout',
        after: 'start',
        seconds: acceptable * (disrupts ? 2 : 1),
      },
    ],
  };
}
