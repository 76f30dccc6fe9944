import { expect, test } from 'vitest';
import { runRecord, runRecordSchema } from '../../src/results/run-record.js';
import { cancelledRun, completedRun } from './sample-results.js';

test('the parts of the downtime add up to it, without noise of binary fractions', () => {
  const record = runRecordSchema.parse(runRecord(completedRun()));
  expect(record.downtime_ms).toBe(515);
  const parts = Object.values(record.downtime_parts ?? {});
  expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(515, 6);
});

test('a run that did not complete has no downtime of any kind', () => {
  const record = runRecordSchema.parse(runRecord(cancelledRun()));
  expect(record).toMatchObject({
    status: 'cancelled',
    reason: 'max-time',
    downtime_ms: null,
    downtime_parts: null,
    blackout_ms: null,
    residual_bytes: null,
  });
});

test('lost pages are counted only where the oracle looked', () => {
  expect(runRecord(completedRun()).lost_pages).toBeNull();
  const oracle = { pagesChecked: 10, lostPages: 2, examples: [] };
  expect(runRecord(completedRun({ oracle })).lost_pages).toBe(2);
});

test('the longest sleep of a vCPU is told of runs with a dirty limit', () => {
  const dirtyRing = { fullExits: 3, highestThrottleUs: 0 };
  const limit = { dirtyRingSize: 4096, dirtyLimit: true, autoConverge: false };
  expect(runRecord(completedRun({ dirtyRing }, limit))).toMatchObject({
    dirty_ring_full_exits: 3,
    max_dirty_limit_throttle_us: 0,
  });
  const ringAlone = runRecord(completedRun({ dirtyRing }, { dirtyRingSize: 4096 }));
  expect(ringAlone.max_dirty_limit_throttle_us).toBeNull();
  expect(runRecord(completedRun()).dirty_ring_full_exits).toBeNull();
});
