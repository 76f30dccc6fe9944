import * as z from 'zod/mini';
import { boundedInt } from '../input/bounded-number.js';
import { list } from '../input/schema-list.js';
import { MAX_DOWNTIME_LIMIT_MS } from '../migration/rules/completion-rule.js';

const seconds = (min: number) => boundedInt({ min, max: 8_640_000, why: 's; 100 days' });
/** As `downtime-limit` of QEMU. */
const downtime = (min: number) => boundedInt({ min, max: MAX_DOWNTIME_LIMIT_MS, why: 'ms' });
const withDefault = (min: number, standard: number) => z._default(seconds(min), standard);
const off = z._default(z.boolean(), false);

/** `virsh migrate --live --timeout`: one action, once. virsh has no default for the timeout. */
const virshSchema = z.strictObject({
  kind: z.literal('virsh'),
  timeoutSeconds: seconds(1),
  action: z._default(z.enum(['suspend', 'postcopy']), 'suspend'),
});

/** OpenStack Nova, in the words of nova.conf; defaults and bounds of its documentation. */
const novaSchema = z.strictObject({
  kind: z.literal('nova'),
  /** Milliseconds. */
  live_migration_downtime: z._default(downtime(100), 500),
  live_migration_downtime_steps: z._default(boundedInt({ min: 3, max: 10_000, why: 'steps' }), 10),
  /** Seconds for each GiB. */
  live_migration_downtime_delay: withDefault(3, 75),
  /** Seconds for each GiB; 0 is off. */
  live_migration_completion_timeout: withDefault(0, 800),
  live_migration_timeout_action: z._default(z.enum(['abort', 'force_complete']), 'abort'),
  live_migration_permit_post_copy: off,
  live_migration_permit_auto_converge: off,
});

/** KubeVirt's migration configuration, in its words; defaults of its documentation. */
const kubevirtSchema = z.strictObject({
  kind: z.literal('kubevirt'),
  /** Seconds for each GiB. */
  completionTimeoutPerGiB: withDefault(1, 150),
  /** Seconds. */
  progressTimeout: withDefault(1, 150),
  allowAutoConverge: off,
  allowPostCopy: off,
  /** As allowPostCopy, if absent. */
  allowWorkloadDisruption: z.optional(z.boolean()),
});

/** When an action is due: seconds from the start, or for each GiB of RAM. */
const after = { afterSeconds: seconds(0) };

const policyActionSchema = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('set-downtime-limit'),
    ...after,
    downtimeLimitMs: downtime(0),
  }),
  z.strictObject({ action: z.literal('pause'), ...after }),
  z.strictObject({ action: z.literal('abort'), ...after }),
  z.strictObject({ action: z.literal('postcopy'), ...after }),
]);

/** A manager of your own: what it does at which time, and how often it looks. */
const actionsSchema = z.strictObject({
  kind: z.literal('actions'),
  pollMs: boundedInt({ min: 10, max: 600_000, why: 'ms; 10 minutes' }),
  actions: list(policyActionSchema).check(z.minLength(1)),
});

export const policySettingsSchema = z.discriminatedUnion('kind', [
  virshSchema,
  novaSchema,
  kubevirtSchema,
  actionsSchema,
]);

/** A file of `profiles/policies/`: what a manager does with a migration that takes long. */
export const policySchema = z.strictObject({
  $schema: z.optional(z.string()),
  name: z.string().check(z.regex(/^[a-z0-9][a-z0-9-]*$/)),
  description: z.string().check(z.minLength(1)),
  source: z.string().check(z.minLength(1)),
  policy: policySettingsSchema,
});

export type PolicySettings = Readonly<z.infer<typeof policySettingsSchema>>;
export type VirshSettings = Readonly<z.infer<typeof virshSchema>>;
export type NovaSettings = Readonly<z.infer<typeof novaSchema>>;
export type KubevirtSettings = Readonly<z.infer<typeof kubevirtSchema>>;
export type ActionsSettings = Readonly<z.infer<typeof actionsSchema>>;
export type Policy = Readonly<z.infer<typeof policySchema>>;

/** Whether the manager turns the capability postcopy-ram on. */
export function enablesPostcopy({ policy }: Policy): boolean {
  switch (policy.kind) {
    case 'virsh':
      return policy.action === 'postcopy';
    case 'nova':
      return policy.live_migration_permit_post_copy;
    case 'kubevirt':
      return policy.allowPostCopy;
    case 'actions':
      return policy.actions.some(({ action }) => action === 'postcopy');
  }
}

/** Whether the manager turns auto-converge on; null if it leaves that to its caller. */
export function permitsAutoConverge({ policy }: Policy): boolean | null {
  switch (policy.kind) {
    case 'nova':
      // Nova leaves it off where postcopy is permitted.
      return policy.live_migration_permit_auto_converge && !policy.live_migration_permit_post_copy;
    case 'kubevirt':
      return policy.allowAutoConverge;
    default:
      return null;
  }
}

/** Whether the manager sets the downtime limit. */
export function setsDowntimeLimit({ policy }: Policy): boolean {
  if (policy.kind === 'nova') return true;
  if (policy.kind !== 'actions') return false;
  return policy.actions.some(({ action }) => action === 'set-downtime-limit');
}
