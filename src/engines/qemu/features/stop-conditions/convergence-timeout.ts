import {
  type CompletionAnswer,
  type CompletionLook,
  type CompletionRule,
  MAX_DOWNTIME_LIMIT_MS,
} from '../../../../migration/rules/completion-rule.js';

/**
 * The convergence timeout (Liguori, qemu-devel 2011): the downtime limit doubles each time that the
 * timeout has passed, `limit(t) = first * 2^floor(t / timeout)`.
 */
export class ConvergenceTimeout implements CompletionRule {
  readonly everyMs: number;
  readonly untilEnd = true;
  private doublings = 0;

  constructor(seconds: number) {
    this.everyMs = seconds * 1000;
  }

  decide({ cause, downtimeLimitMs, timeMs }: CompletionLook): CompletionAnswer {
    if (cause !== 'timer') return null;
    const passed = Math.floor(timeMs / this.everyMs);
    const doubled = downtimeLimitMs * 2 ** (passed - this.doublings);
    this.doublings = passed;
    const limit = Math.min(doubled, MAX_DOWNTIME_LIMIT_MS);
    return limit === downtimeLimitMs ? 'no-more-looks' : { downtimeLimitMs: limit };
  }
}
