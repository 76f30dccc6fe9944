import { describe, expect, test } from 'vitest';
import { NS_PER_MS, ns } from '../../../../../src/sim/time.js';
import { type PhaseSettings, postcopyPhase } from '../../../../support/postcopy-phase.js';

/** Runs a phase with the vCPU from `runsFrom` on. */
function ended(settings: PhaseSettings, runsFrom = 0) {
  const parts = postcopyPhase(settings);
  const isComplete = parts.phase.run(ns(runsFrom));
  const { blocktime, context, phase } = parts;
  return {
    ...parts,
    isComplete,
    requests: phase.requests,
    waitedNs: blocktime.sums(ns(Infinity)).totalMs * NS_PER_MS,
    endNs: context.clock.now,
  };
}

describe('one connection', () => {
  test('without a guest: 32 pages of 1000 ns, and the latency both ways', () => {
    const { context, endNs, missing, phase, requests } = ended({ runs: false });
    // 4 ns on the link for the last page.
    expect(Math.abs(endNs - 34_004)).toBeLessThan(5);
    expect(requests).toBe(0);
    expect(phase.ramBytes).toBe(32 * 4104);
    expect(context.counters.normalPages).toBe(32);
    expect(missing.count(0, 256)).toBe(0);
  });

  test('a request is served after the page that is being sent, and the scan goes on behind it', () => {
    const { requests, waitedNs } = ended({});
    // Touched at 0, noticed at 100, at the source at 1300. Pages 64 and 65 are sent until 2000, page 80
    // until 3000; it is there at 4004. The vCPU walks behind the scan from then on.
    expect(requests).toBe(1);
    expect(Math.abs(waitedNs - 3904)).toBeLessThan(10);
  });

  test('a page that is on its way is waited for, and asked for all the same', () => {
    // Page 80 is sent from 16000 to 17000, and is there at 18004; the vCPU touches it at 17000.
    const { requests, waitedNs } = ended({}, 17_000);
    expect(requests).toBe(1);
    expect(Math.abs(waitedNs - 904)).toBeLessThan(10);
  });

  test('a page that comes before the fault is noticed is not asked for', () => {
    const { requests, waitedNs } = ended({}, 17_950);
    expect(requests).toBe(0);
    expect(waitedNs).toBe(0);
  });
});

describe('preempt', () => {
  test('a request does not wait for the background, and the scan stays where it is', () => {
    const { requests, waitedNs } = ended({ service: 'preempt' });
    // At the source at 1300, sent until 2300, there at 3304 or so: 3204 after it was noticed. The vCPU
    // needs 4354 a page. It touches page 84 at 17416, which the scan sends from 16000 to 17000.
    expect(requests).toBe(5);
    expect(Math.abs(waitedNs - (4 * 3204 + 488))).toBeLessThan(40);
  });

  test('with the hint of 10.1 the scan goes where the guest is', () => {
    const { requests } = ended({ service: 'preempt-hint' });
    expect(requests).toBeLessThan(4);
  });

  test('in 7.2 the migration thread serves requests, and the scan goes on behind them', () => {
    const { requests, waitedNs } = ended({ service: 'queue-preempt' });
    expect(requests).toBe(1);
    expect(Math.abs(waitedNs - 3904)).toBeLessThan(10);
  });
});

describe('max-postcopy-bandwidth', () => {
  // Two pages for each slice of 100 ms: the limit is exceeded with the second one.
  const bytesPerSecond = 50_000;

  test('limits the background', () => {
    const { endNs } = ended({ runs: false, bytesPerSecond });
    expect(endNs / NS_PER_MS).toBeGreaterThan(1500);
    expect(endNs / NS_PER_MS).toBeLessThan(1601);
  });

  test('does not limit what is asked for', () => {
    const { endNs, requests } = ended({ bytesPerSecond });
    expect(requests).toBeGreaterThan(25);
    expect(endNs / NS_PER_MS).toBeLessThan(1);
  });
});

test('a migration that is cancelled ends as it is', () => {
  const { context, isComplete } = ended({ isCancelled: true });
  expect(isComplete).toBe(false);
  expect(context.ram.dirtyPages).toBe(32);
});
