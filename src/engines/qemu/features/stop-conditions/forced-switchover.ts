import type {
  CompletionLook,
  CompletionRule,
} from '../../../../migration/rules/completion-rule.js';
import type { StopConditionName } from '../../../../migration/stop-condition-names.js';
import type { StopConditions } from './settings.js';

/** A condition that forces the switchover, and what it is called. */
export interface ForcingCondition {
  readonly name: StopConditionName;
  readonly rule: CompletionRule;
}

/**
 * The conditions that force the switchover, as they were proposed on qemu-devel in 2011.
 *
 * - Full scans of RAM (Treutner's patch, MAX_MEMORY_ITERATIONS). The patch kept its count across
 *   migrations and tested it by equality, so that two wraps in one step jumped over the limit; this one
 *   counts the scans of one migration and stops at or above the limit.
 * - Bytes sent, as a multiple of RAM (the same, MAX_TOTAL_MEMORY_TRANSFER_FACTOR): met when more was
 *   sent, not as much. A page of zeroes counts the few bytes that it takes on the wire.
 * - A time after the migrate command, whatever is pending.
 */
export function forcingConditions({
  maxFullPasses,
  maxTransferFactor,
  deadline,
}: StopConditions): ForcingCondition[] {
  const conditions: ForcingCondition[] = [];
  if (maxFullPasses !== null) {
    const rule = switchoverOnce(({ fullPasses }) => fullPasses >= maxFullPasses);
    conditions.push({ name: 'max-full-passes', rule });
  }
  if (maxTransferFactor !== null) {
    const rule = switchoverOnce(
      ({ ramBytes, transferredBytes }) => transferredBytes > maxTransferFactor * ramBytes,
    );
    conditions.push({ name: 'max-transfer-factor', rule });
  }
  if (deadline !== null) {
    conditions.push({
      name: 'deadline',
      rule: switchoverOnce(({ timeMs }) => timeMs >= deadline * 1000),
    });
  }
  return conditions;
}

/** As QEMU would look: where it tests what is pending. */
function switchoverOnce(isMet: (look: CompletionLook) => boolean): CompletionRule {
  return {
    eachTurn: true,
    decide: (look) => (look.cause === 'turn' && isMet(look) ? 'switchover' : null),
  };
}
