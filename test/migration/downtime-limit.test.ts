import { expect, test } from 'vitest';
import { DowntimeLimit } from '../../src/migration/downtime-limit.js';
import type { TraceEvent } from '../../src/migration/trace.js';
import { VirtualClock } from '../../src/sim/virtual-clock.js';

/** A limit of 300 ms, on a link that carries 1000 bytes a millisecond. */
function limitOf(firstMs: number | null = null) {
  const window = { bandwidth: 1000, downtimeLimitMs: 300 };
  const mutex = { isClosed: false };
  const events: TraceEvent[] = [];
  const context = {
    clock: new VirtualClock(),
    mutex,
    trace: (_timeMs: number, event: TraceEvent) => void events.push(event),
  };
  const limit = new DowntimeLimit(
    context as unknown as ConstructorParameters<typeof DowntimeLimit>[0],
    window,
    firstMs,
  );
  return { limit, window, mutex, events };
}

test('a policy sets the limit before anything is sent', () => {
  expect(limitOf().limit.milliseconds).toBe(300);
  const { limit, window, events } = limitOf(50);
  expect([limit.milliseconds, window.downtimeLimitMs]).toEqual([50, 50]);
  expect(events).toEqual([]);
});

test('a change counts, and is told, until the switchover has begun', () => {
  const { limit, window, mutex, events } = limitOf();
  limit.set(400, 'policy-downtime-limit');
  mutex.isClosed = true;
  limit.set(500, 'policy-downtime-limit');
  expect([limit.milliseconds, window.downtimeLimitMs]).toEqual([400, 400]);
  expect(events).toEqual([{ event: 'downtime-limit', limit_ms: 400, by: 'policy-downtime-limit' }]);
});

test('who raised the limit has ended what would not have fitted into the first one', () => {
  const { limit, window } = limitOf();
  expect(limit.raisedFor(1e9)).toBeNull();
  limit.set(1000, 'policy-downtime-limit');
  expect(limit.raisedFor(299_999)).toBeNull();
  expect(limit.raisedFor(300_000)).toBe('policy-downtime-limit');
  // In whole bytes, and nothing fits into any limit.
  window.bandwidth = 0.011;
  expect([2, 3].map((bytes) => limit.raisedFor(bytes))).toEqual([null, 'policy-downtime-limit']);
  window.bandwidth = 0;
  expect([0, 1].map((bytes) => limit.raisedFor(bytes))).toEqual([null, 'policy-downtime-limit']);
});
