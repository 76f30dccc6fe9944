import { expect, test } from 'vitest';
import { comparedKeys } from '../../src/results/run-metrics.js';
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

test('keys stand in the order in which they were published', () => {
  expect(Object.keys(runRecordSchema.shape).join(' ')).toBe(
    [
      'sweep scenario vmm version mode host host_hash cpus mem_gb workload stress_mem_mb seed repeat',
      'status reason total_time_ms setup_time_ms downtime_ms downtime_parts blackout_ms',
      'residual_bytes stop_condition paused_at_ms iterations max_throttle_percent',
      'dirty_ring_full_exits max_dirty_limit_throttle_us guest_speed_percent transferred_bytes',
      'postcopy_started_ms postcopy_requests postcopy_bytes postcopy_blocktime_ms',
      'postcopy_vcpu_blocktime_ms switchover_timeline xbzrle compression lost_pages',
      'cloud_hypervisor parameters program_version model_version search',
    ].join(' '),
  );
});

test('compare has its metrics in the order of its tables', () => {
  expect(comparedKeys).toEqual([
    'total_time_ms',
    'downtime_ms',
    'blackout_ms',
    'setup_time_ms',
    'iterations',
    'max_throttle_percent',
    'transferred_bytes',
    'residual_bytes',
  ]);
});
