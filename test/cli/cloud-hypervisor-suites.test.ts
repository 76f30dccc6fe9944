import { describe, expect, test } from 'vitest';
import { type ResultsDocument, resultsDocumentSchema } from '../../src/results/results-document.js';
import type { CopyTiming, MigrationResult } from '../../src/engines/migration-result.js';
import { loadHostProfile } from '../../src/profiles/profile-files.js';
import { loadSuite } from '../../src/settings/suite-file.js';
import { suiteScenario } from '../../src/settings/suite.js';
import { simulate } from '../../src/engines/simulate.js';
import { run } from './program.js';

type Results = ResultsDocument['results'];

async function resultsOf(suite: string): Promise<Results> {
  const { code, out } = await run(['batch', '--suite', suite, '--format', 'json']);
  expect(code).toBe(0);
  return resultsDocumentSchema.parse(JSON.parse(out)).results;
}

function ofMode(results: Results, mode: string): Results {
  const chosen = results.filter((result) => result.mode === mode);
  expect(chosen.length).toBeGreaterThan(0);
  return chosen;
}

describe('dirty-log-worker', () => {
  test('10 to 20 ms a pass without it, nothing with it, and a join within a millisecond', async () => {
    const results = await resultsOf('dirty-log-worker');
    for (const { cloud_hypervisor: engine } of ofMode(results, 'synchronous dirty log')) {
      expect(engine?.mean_overhead_ms).toBeGreaterThanOrEqual(10);
      expect(engine?.mean_overhead_ms).toBeLessThanOrEqual(20);
      expect(engine?.worker_join_ms).toBeNull();
    }
    for (const { cloud_hypervisor: engine } of ofMode(results, 'dirty log worker thread')) {
      // A millisecond where the loop finds the table locked.
      expect(engine?.mean_overhead_ms).toBeLessThan(0.1);
      expect(engine?.worker_join_ms).toBeLessThanOrEqual(1);
      expect(engine?.doubly_sent_bytes).toBe(0);
    }
  });

  test('slows the guest down: each harvest has its pages fault again', () => {
    const suite = loadSuite('dirty-log-worker');
    const host = loadHostProfile(suite.host);
    const copyMs = (mode: number): number => {
      const cell = { load: { name: '', stressMem: 5120 }, mode: suite.modes[mode] };
      const result = simulate(suiteScenario(suite, host, cell, { seed: '1', repeat: 1 }));
      return meanUnthrottledCopyMs(result);
    };
    expect(copyMs(1) / copyMs(0)).toBeGreaterThan(1.08);
  });

  test('the records say so too', async () => {
    const results = await resultsOf('dirty-log-worker');
    const slower = ofMode(results, 'dirty log worker thread');
    ofMode(results, 'synchronous dirty log').forEach((result, index) => {
      expect(slower[index].guest_speed_percent).toBeLessThan(result.guest_speed_percent);
    });
  });
});

/** Mean time of "copied 1 GB" that began after the migration and ended before the throttle set in. */
function meanUnthrottledCopyMs({ cloudHypervisor, copyTimings }: MigrationResult): number {
  const throttled = cloudHypervisor?.progress.find(({ throttlePercent }) => throttlePercent > 0);
  const until = throttled?.atMs ?? Infinity;
  const copies = copyTimings.filter(
    ({ atMs, copyMs }: CopyTiming) => atMs - copyMs > 0 && atMs < until,
  );
  expect(copies.length).toBeGreaterThan(8);
  return copies.reduce((sum, { copyMs }) => sum + copyMs, 0) / copies.length;
}

test('larger-link: two connections more, a pass less, and a longer downtime', async () => {
  const results = await resultsOf('larger-link');
  const four = ofMode(results, '4 connections');
  const six = ofMode(results, '6 connections');
  six.forEach((faster, index) => {
    const slower = four[index];
    expect(faster.iterations).toBe(slower.iterations - 1);
    expect(faster.downtime_ms).toBeGreaterThan(1.3 * (slower.downtime_ms ?? Infinity));
    expect(faster.residual_bytes).toBeGreaterThan(1.3 * (slower.residual_bytes ?? Infinity));
    expect(faster.total_time_ms).toBeLessThan(slower.total_time_ms);
  });
});

test('hypervisors: both engines, in one document and one table', async () => {
  const results = await resultsOf('hypervisors');
  const modes = ['QEMU, original', 'QEMU, background sync', 'ch-main', 'cyberus-new'];
  for (const mode of modes) {
    const chosen = ofMode(results, mode);
    expect(chosen.map(({ status }) => status)).toEqual(chosen.map(() => 'completed'));
    expect(new Set(chosen.map(({ vmm }) => vmm))).toEqual(
      new Set([mode.startsWith('QEMU') ? 'qemu' : 'cloud-hypervisor']),
    );
    expect(new Set(chosen.map((result) => result.stress_mem_mb))).toEqual(
      new Set([250, 2000, 8000]),
    );
  }
  // Without a throttle nothing but the timeout ends what does not converge.
  const heavy = results.filter((result) => result.stress_mem_mb === 8000);
  expect(new Set(ofMode(heavy, 'ch-main').map((result) => result.stop_condition))).toEqual(
    new Set(['timeout']),
  );
  expect(new Set(ofMode(heavy, 'cyberus-new').map((result) => result.stop_condition))).toEqual(
    new Set([null]),
  );
  const { out } = await run('batch --suite hypervisors --repeat 1'.split(' '));
  const [light] = out.split('\n\n');
  for (const name of ['QEMU,', 'background', 'ch-main', 'cyberus-new'])
    expect(light).toContain(name);
});
