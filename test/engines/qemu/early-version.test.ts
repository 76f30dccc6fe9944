import { expect, test } from 'vitest';
import { measuredScenario } from '../../support/measured.js';
import { TracedRun } from '../../support/traces.js';

/** A guest that one period after the other dirties more than half of what is sent. */
function throttledBy(qemu: '2.6' | '7.2') {
  const run = new TracedRun(measuredScenario({ accelerator: 'kvm', downtime: 500, qemu }));
  return { run, throttleAtSync: run.throttleAtSync() };
}

test('2.6 looks at four periods before its first throttle, and at three before each other', () => {
  expect(throttledBy('7.2').throttleAtSync).toMatchObject({ 20: 3, 30: 5, 40: 7, 50: 9 });
  expect(throttledBy('2.6').throttleAtSync).toMatchObject({ 20: 5, 30: 8, 40: 11, 50: 14 });
});

test('2.6 waits at the stop until the vCPUs have slept out, 990 ms at 99 %', () => {
  const stops = (['2.6', '7.2'] as const).map((qemu) => {
    const { result } = throttledBy(qemu).run;
    expect(result.status).toBe('completed');
    expect(result.maxThrottlePercent).toBe(99);
    return result.status === 'completed' ? result.downtime.parts.stopMs : Number.NaN;
  });
  expect(stops[0]).toBeGreaterThan(10);
  expect(stops[0]).toBeLessThanOrEqual(991);
  expect(stops[1]).toBeLessThan(1);
});
