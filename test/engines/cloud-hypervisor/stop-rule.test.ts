import { describe, expect, test } from 'vitest';
import type { PassForecast } from '../../../src/engines/cloud-hypervisor/memory-metrics.js';
import {
  decide,
  ENDLESS_PASSES,
  type LoopDecision,
} from '../../../src/engines/cloud-hypervisor/stop-rule.js';
import type {
  CloudHypervisorVariant,
  TimeoutStrategy,
} from '../../../src/engines/cloud-hypervisor/cloud-hypervisor.js';
import { cloudHypervisorRules } from '../../../src/engines/cloud-hypervisor/cloud-hypervisor-rules.js';

interface Send {
  readonly downtime?: number;
  readonly timeout?: number | null;
  readonly timeoutStrategy?: TimeoutStrategy;
}

/** A pass of which nothing calls for an end: 1 MB/s, 1 MB pending, 10 s gone. */
function decisionOf(
  variant: CloudHypervisorVariant,
  forecast: Partial<PassForecast>,
  send: Send = {},
): LoopDecision {
  return decide(
    cloudHypervisorRules[variant],
    { downtime: 300, timeout: 3600, timeoutStrategy: 'cancel', ...send },
    {
      iteration: 3,
      currentBytes: 1_000_000,
      bytesPerSecond: 1_000_000,
      estimatedDowntimeMs: 1000,
      elapsedMs: 10_000,
      ...forecast,
    },
  );
}

describe.each(['ch-v52', 'ch-main', 'cyberus-new', 'cyberus-dlw'] as const)('%s', (variant) => {
  test.each([
    ['nothing is dirty', { currentBytes: 0, estimatedDowntimeMs: 0 }, {}, 'converged'],
    ['nothing is dirty at once', { iteration: 0, currentBytes: 0 }, {}, 'converged'],
    ['the estimate is the budget', { estimatedDowntimeMs: 300 }, {}, 'converged'],
    ['the estimate is above it', { estimatedDowntimeMs: 300.001 }, {}, 'continue'],
    ['there is no estimate', { iteration: 0, estimatedDowntimeMs: null }, {}, 'continue'],
    ['the timeout is reached', { elapsedMs: 3_600_000 }, {}, 'timed-out'],
    ['it is not yet', { elapsedMs: 3_599_999 }, {}, 'continue'],
    [
      'it is reached and ignored',
      { elapsedMs: 3_600_000 },
      { timeoutStrategy: 'ignore' },
      'forced',
    ],
    [
      'budget and timeout are both met',
      { estimatedDowntimeMs: 300, elapsedMs: 3_600_000 },
      {},
      'converged',
    ],
    [
      'the timeout is reached before anything was sent',
      { iteration: 0, estimatedDowntimeMs: null, elapsedMs: 3_600_000 },
      {},
      'timed-out',
    ],
  ] as const)('%s', (_, forecast, send, decision) => {
    expect(decisionOf(variant, forecast, send)).toBe(decision);
  });
});

describe('ch-legacy', () => {
  test.each([
    ['an empty table', { currentBytes: 0 }, 'converged'],
    ['the first table, whatever it is', { iteration: 0, currentBytes: 0 }, 'continue'],
    ['any other, however long it takes', { elapsedMs: 1e9, estimatedDowntimeMs: 1 }, 'continue'],
  ] as const)('%s', (_, forecast, decision) => {
    expect(decisionOf('ch-legacy', forecast, { timeout: null })).toBe(decision);
  });
});

describe.each(['cyberus-2025a', 'cyberus-2025b'] as const)('%s', (variant) => {
  // 1,999,999 bytes a second are 1999 whole bytes a millisecond: 599,700 in 300 ms.
  const bytesPerSecond = 1_999_999;
  test.each([
    ['less than the threshold', { currentBytes: 599_699 }, 'converged'],
    ['just the threshold', { currentBytes: 599_700 }, 'continue'],
    ['the first dirty pass, even empty', { iteration: 1, currentBytes: 0 }, 'continue'],
    ['the timeout', { elapsedMs: 3_600_000 }, 'timed-out'],
  ] as const)('%s', (_, forecast, decision) => {
    expect(decisionOf(variant, { bytesPerSecond, ...forecast })).toBe(decision);
  });
});

describe('cyberus-mid', () => {
  test.each([
    ['the estimate is the budget', { estimatedDowntimeMs: 300 }, {}, 'converged'],
    ['not in the first pass', { iteration: 0, estimatedDowntimeMs: 0 }, {}, 'continue'],
    ['without a bandwidth the estimate is 0', { estimatedDowntimeMs: null }, {}, 'converged'],
    ['just at the timeout', { elapsedMs: 3_600_000 }, {}, 'continue'],
    ['past the timeout', { elapsedMs: 3_600_001 }, {}, 'timed-out'],
    ['never, without one', { elapsedMs: 80_000_000 }, { timeout: null }, 'continue'],
    ['given up one day, without one', { elapsedMs: 86_400_000 }, { timeout: null }, 'timed-out'],
    [
      'given up after many passes, without one',
      { iteration: ENDLESS_PASSES },
      { timeout: null },
      'timed-out',
    ],
  ] as const)('%s', (_, forecast, send, decision) => {
    expect(decisionOf('cyberus-mid', forecast, send)).toBe(decision);
  });
});
