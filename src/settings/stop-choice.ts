import { parameterDefaults } from './guestperf-parameters.js';
import { InputError } from '../input/input-error.js';
import { loadPolicy } from '../profiles/policy-file.js';
import { permitsAutoConverge, type Policy, setsDowntimeLimit } from '../profiles/policy.js';
import type { PausePlan, StopConditions } from '../migration/stop-condition-names.js';
import { pausePlan, stopConditions, stopConflict, type StopOptions } from './stop-options.js';

/** How a migration that does not converge is ended. */
export interface StopChoice {
  readonly stopConditions: StopConditions;
  readonly pause: PausePlan | null;
  readonly policy: Policy | null;
}

/** The parameters of the same command that the options may contradict. */
export interface StopSurroundings {
  readonly maxTime: number;
  readonly downtime: number;
  readonly autoConverge: boolean;
}

/** What the user calls things, for errors. */
export interface StopNames {
  /** A flag, or a JSON path. */
  nameOf(option: string): string;
  /** Where the JSON paths are; absent for flags. */
  readonly file?: string;
}

/**
 * The choice that options make, with the policy that they name.
 *
 * @throws InputError if they contradict each other or their surroundings, or the policy is not one
 */
export function stopChoice(
  options: StopOptions,
  around: StopSurroundings,
  { nameOf, file }: StopNames,
): StopChoice {
  const place = file === undefined ? {} : { file };
  const conflict = stopConflict(options, around, nameOf);
  if (conflict !== null) {
    throw new InputError({ ...conflict.detail, ...place, subject: nameOf(conflict.option) });
  }
  const policy = typeof options.policy === 'string' ? loadPolicy(options.policy) : null;
  const refusal = policy && policyConflict(policy, around);
  if (policy !== null && refusal !== null) {
    const problem = `contradicts ${nameOf('policy')} ${policy.name}, which ${refusal.because}`;
    throw new InputError({ ...place, subject: nameOf(refusal.option), problem });
  }
  return { stopConditions: stopConditions(options), pause: pausePlan(options), policy };
}

/** Whether the vCPUs are throttled is the manager's decision, if it takes it. */
export function withPolicyAutoConverge<Given extends { readonly autoConverge: boolean }>(
  given: Given,
  policy: Policy | null,
): Given {
  const permitted = policy === null ? null : permitsAutoConverge(policy);
  return permitted === null ? given : { ...given, autoConverge: permitted };
}

function policyConflict(
  policy: Policy,
  { autoConverge, downtime }: StopSurroundings,
): { readonly option: keyof StopSurroundings; readonly because: string } | null {
  if (autoConverge && permitsAutoConverge(policy) === false) {
    return { option: 'autoConverge', because: 'does not permit it' };
  }
  if (setsDowntimeLimit(policy) && downtime !== parameterDefaults.downtime) {
    return { option: 'downtime', because: 'sets the downtime limit' };
  }
  return null;
}
