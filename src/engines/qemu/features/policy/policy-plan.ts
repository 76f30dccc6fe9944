import type { PolicySettings } from '../../../../profiles/policy.js';
import type { CancelReason } from '../../../../migration/monitor.js';
import { actionsPlan } from './actions.js';
import { kubevirtPlan } from './kubevirt.js';
import { novaPlan } from './nova.js';
import { virshPlan } from './virsh.js';

/** What a manager does to a migration. After it has started postcopy it does nothing more. */
export type OperatorAction =
  | { readonly do: 'set-downtime-limit'; readonly milliseconds: number }
  | { readonly do: 'pause' }
  | { readonly do: 'postcopy' }
  | { readonly do: 'abort'; readonly reason: CancelReason };

/** An action, done once, at the first poll at which it is due. */
export type PlannedAction = OperatorAction & {
  /** Due when more than `seconds` have passed since the start, or since the last progress. */
  readonly after: 'start' | 'progress';
  readonly seconds: number;
};

/**
 * What a manager does, and when it looks. At each poll it sets the last downtime limit that is due,
 * and does the first of the other actions that is due.
 */
export interface PolicyPlan {
  readonly pollMs: number;
  /** Whether seconds are counted from the migrate command or from the first poll. */
  readonly countsFrom: 'command' | 'first-poll';
  /** The downtime limit with which the migration starts; null leaves it as it is. */
  readonly firstDowntimeLimitMs: number | null;
  readonly actions: readonly PlannedAction[];
}

/**
 * The actions of a policy for a guest.
 *
 * @param ramGib RAM of the VM: nothing else is copied, its disks are shared
 */
export function policyPlan(settings: PolicySettings, ramGib: number): PolicyPlan {
  switch (settings.kind) {
    case 'virsh':
      return virshPlan(settings);
    case 'nova':
      return novaPlan(settings, ramGib);
    case 'kubevirt':
      return kubevirtPlan(settings, ramGib);
    case 'actions':
      return actionsPlan(settings);
  }
}
