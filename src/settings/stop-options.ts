import * as z from 'zod/mini';
import { parameterDefaults, type IntegerRange } from './guestperf-parameters.js';
import type { InputProblem } from '../input/input-error.js';
import type { PausePlan, StopConditions } from '../migration/stop-condition-names.js';

const seconds = { min: 1, max: 8_640_000, unit: 's' };

/** The whole numbers that the options may take, by the camel-case form of their flags. */
export const stopRanges = {
  maxFullPasses: { min: 1, max: 2_147_483_647 },
  convergenceTimeout: seconds,
  deadline: seconds,
  pauseIters: { min: 0, max: 2_147_483_647 },
  pauseAfter: { ...seconds, min: 0 },
} as const satisfies Record<string, IntegerRange>;

/** The smallest --max-transfer-factor. */
export const minTransferFactor = 0.01;

/** guestperf's --pause-iters. */
export const defaultPauseIters = 5;

function integer(name: keyof typeof stopRanges) {
  const { min, max } = stopRanges[name];
  return z.optional(z.int().check(z.gte(min), z.lte(max)));
}

/** How a migration that does not converge is ended, by the flags of `run`. */
export const stopOptionsSchema = z.strictObject({
  maxFullPasses: integer('maxFullPasses'),
  maxTransferFactor: z.optional(z.number().check(z.gte(minTransferFactor))),
  convergenceTimeout: integer('convergenceTimeout'),
  deadline: integer('deadline'),
  pause: z._default(z.boolean(), false),
  pauseIters: z._default(
    z.int().check(z.gte(stopRanges.pauseIters.min), z.lte(stopRanges.pauseIters.max)),
    defaultPauseIters,
  ),
  pauseAfter: integer('pauseAfter'),
  /** Name or path of an operator's policy. */
  policy: z.optional(z.string().check(z.minLength(1))),
});

/** As on a command line; undefined or null: not given. */
export interface StopOptions {
  readonly maxFullPasses?: number | null | undefined;
  readonly maxTransferFactor?: number | null | undefined;
  readonly convergenceTimeout?: number | null | undefined;
  readonly deadline?: number | null | undefined;
  readonly pause: boolean;
  readonly pauseIters: number;
  readonly pauseAfter?: number | null | undefined;
  readonly policy?: string | null | undefined;
}

export const noStopOptions: StopOptions = { pause: false, pauseIters: defaultPauseIters };

/** The conditions among the options. */
export function stopConditions(options: StopOptions): StopConditions {
  return {
    maxFullPasses: options.maxFullPasses ?? null,
    maxTransferFactor: options.maxTransferFactor ?? null,
    convergenceTimeoutSeconds: options.convergenceTimeout ?? null,
    deadlineSeconds: options.deadline ?? null,
  };
}

/** When the options pause the guest; --pause-iters alone does not, as in guestperf. */
export function pausePlan({ pause, pauseIters, pauseAfter }: StopOptions): PausePlan | null {
  if (pause) return { at: 'iterations', iterations: pauseIters };
  return typeof pauseAfter === 'number' ? { at: 'time', seconds: pauseAfter } : null;
}

/** The options with a number each of which decides when a migration ends. */
const decidingOptions = [
  'maxFullPasses',
  'maxTransferFactor',
  'convergenceTimeout',
  'deadline',
  'pauseAfter',
] as const;

/** A contradiction, and the option in which it lies. */
export interface StopConflict {
  readonly option: keyof StopOptions;
  readonly detail: Omit<InputProblem, 'subject'>;
}

/**
 * What is contradictory in the options; null if nothing is. Conditions may be combined: the first
 * one that is met ends the migration.
 *
 * @param around the parameters of the same command
 * @param nameOf what the user calls an option: a flag or a JSON path
 */
export function stopConflict(
  options: StopOptions,
  around: { readonly maxTime: number; readonly downtime: number },
  nameOf: (option: string) => string,
): StopConflict | null {
  const { pause, policy } = options;
  const isGiven = (option: keyof StopOptions): boolean =>
    typeof options[option] === 'number' && option !== 'pauseIters';
  const refusal = (option: keyof StopOptions, problem: string): StopConflict => {
    const value = options[option];
    const isSwitch = typeof value === 'boolean';
    return { option, detail: { ...(!isSwitch && { value: String(value) }), problem } };
  };
  const other = pause ? 'pause' : decidingOptions.find(isGiven);
  if (typeof policy === 'string' && other !== undefined) {
    return refusal('policy', `contradicts ${nameOf(other)}: a policy decides by itself`);
  }
  if (pause && isGiven('pauseAfter')) {
    return refusal('pauseAfter', `contradicts ${nameOf('pause')}: a guest is paused once`);
  }
  if (isGiven('convergenceTimeout') && around.downtime !== parameterDefaults.downtime) {
    const limit = `${nameOf('downtime')} ${around.downtime}`;
    return refusal('convergenceTimeout', `contradicts ${limit}: it sets the limit, from 30 ms on`);
  }
  const late = (['convergenceTimeout', 'deadline', 'pauseAfter'] as const).find(
    (option) => isGiven(option) && Number(options[option]) > around.maxTime,
  );
  if (late === undefined) return null;
  const limit = `${nameOf('maxTime')} ${around.maxTime}`;
  return refusal(late, `contradicts ${limit}, which cancels before`);
}
