import * as z from 'zod/mini';
import type { FreePagePolicy } from '../free-page/free-pages.js';
import type { IntegerRange } from '../../../../settings/guestperf-parameters.js';
import type { InputProblem } from '../../../../input/input-error.js';
import { enablesPostcopy, type Policy } from '../../../../profiles/policy.js';

/** The capability postcopy-ram, and what belongs to it. */
export interface PostcopyParameters {
  /** Iteration count at which guestperf starts postcopy; null leaves it to a policy. */
  readonly startAtIterations: number | null;
  /** `max-postcopy-bandwidth` in MiB/s, of the background; 0 is unlimited. */
  readonly maxBandwidthMibPerSecond: number;
  /** Whether requests have a connection of their own (`postcopy-preempt`). */
  readonly preempt: boolean;
}

/** guestperf's --post-copy-iters. */
export const defaultPostCopyIters = 5;

/** The whole numbers that the options may take, by the camel-case form of their flags. */
export const postcopyRanges = {
  postCopyIters: { min: 0, max: 2_147_483_647 },
  maxPostcopyBandwidth: { min: 0, max: 8_589_934_591, unit: 'MiB/s' },
} as const satisfies Record<string, IntegerRange>;

function integer(name: keyof typeof postcopyRanges, standard: number) {
  const { min, max } = postcopyRanges[name];
  return z._default(z.int().check(z.gte(min), z.lte(max)), standard);
}

/** Postcopy by the flags of `run`. */
export const postcopyOptionsSchema = z.strictObject({
  postCopy: z._default(z.boolean(), false),
  postCopyIters: integer('postCopyIters', defaultPostCopyIters),
  maxPostcopyBandwidth: integer('maxPostcopyBandwidth', 0),
  postcopyPreempt: z._default(z.boolean(), false),
});

export type PostcopyOptions = Readonly<z.infer<typeof postcopyOptionsSchema>>;

export const noPostcopyOptions: PostcopyOptions = {
  postCopy: false,
  postCopyIters: defaultPostCopyIters,
  maxPostcopyBandwidth: 0,
  postcopyPreempt: false,
};

/** What options and a policy ask for; undefined if neither asks for postcopy. */
export function postcopyParameters(
  options: PostcopyOptions,
  policy: Policy | null,
): PostcopyParameters | undefined {
  const isEnabled = options.postCopy || (policy !== null && enablesPostcopy(policy));
  if (!isEnabled) return undefined;
  return {
    startAtIterations: options.postCopy ? options.postCopyIters : null,
    maxBandwidthMibPerSecond: options.maxPostcopyBandwidth,
    preempt: options.postcopyPreempt,
  };
}

/** What the options may contradict. */
export interface PostcopySurroundings {
  readonly policy: Policy | null;
  /** Whether guestperf pauses the guest. */
  readonly pauses: boolean;
  readonly freePageHint: FreePagePolicy;
  /** Whether the guest has VFIO devices with state. */
  readonly hasDeviceState: boolean;
}

/** A contradiction, and the option in which it lies. */
export interface PostcopyConflict {
  readonly option: keyof PostcopyOptions | 'freePageHint' | 'deviceState';
  readonly detail: Omit<InputProblem, 'subject'>;
}

/**
 * What is contradictory in postcopy and what surrounds it; null if nothing is.
 *
 * @param nameOf what the user calls an option: a flag or a JSON path
 */
export function postcopyConflict(
  options: PostcopyOptions,
  around: PostcopySurroundings,
  nameOf: (option: string) => string,
): PostcopyConflict | null {
  const { policy } = around;
  const refusal = (option: PostcopyConflict['option'], problem: string): PostcopyConflict => ({
    option,
    detail: { problem },
  });
  if (postcopyParameters(options, policy) === undefined) {
    const needs = `needs ${nameOf('postCopy')}, or a policy that starts postcopy`;
    if (options.postcopyPreempt) return refusal('postcopyPreempt', needs);
    return options.maxPostcopyBandwidth > 0 ? refusal('maxPostcopyBandwidth', needs) : null;
  }
  const asker = options.postCopy ? nameOf('postCopy') : nameOf('policy');
  if (options.postCopy && policy !== null) {
    return refusal('postCopy', `contradicts ${nameOf('policy')}: a policy decides by itself`);
  }
  if (options.postCopy && around.pauses) {
    return refusal(
      'postCopy',
      `contradicts ${nameOf('pause')}: a guest that stands still needs no postcopy`,
    );
  }
  if (around.freePageHint !== 'none') {
    return refusal('freePageHint', `is ignored by QEMU with postcopy (${asker})`);
  }
  if (around.hasDeviceState) {
    return refusal(
      'deviceState',
      `must be 0 with postcopy (${asker}): QEMU does not migrate VFIO devices so`,
    );
  }
  return null;
}
