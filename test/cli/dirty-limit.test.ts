import { expect, test } from 'vitest';
import { resultsDocumentSchema } from '../../src/results/results-document.js';
import { run } from './program.js';

const small = '--cpus 2 --mem 1 --stress-mem 512 --bandwidth 200 --max-time 30 --format json';

async function recordOf(commandLine: string) {
  const { code, out, err } = await run(`${small} ${commandLine}`.split(' '));
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return resultsDocumentSchema.parse(JSON.parse(out)).results[0];
}

test('a dirty ring alone', async () => {
  const record = await recordOf('--dirty-ring-size 2048');
  expect(record.mode).toBe('precopy');
  expect(record.dirty_ring_full_exits).toBeGreaterThan(100);
  expect(record.max_dirty_limit_throttle_us).toBeNull();
  expect(record.parameters).toMatchObject({ dirty_log: 'dirty-ring', dirty_ring_size: 2048 });
  expect(record.parameters).not.toHaveProperty('dirty_limit');
});

test("the dirty limit, with guestperf's defaults and with others", async () => {
  const record = await recordOf('--dirty-ring-size 4096 --dirty-limit');
  expect(record).toMatchObject({ mode: 'dirty limit', status: 'completed' });
  expect(record.max_dirty_limit_throttle_us).toBeGreaterThan(0);
  expect(record.parameters).toMatchObject({
    dirty_limit: true,
    vcpu_dirty_limit: 1,
    x_vcpu_dirty_limit_period: 500,
  });
  const other = await recordOf(
    '--dirty-ring-size 4096 --dirty-limit --vcpu-dirty-limit 20 --x-vcpu-dirty-limit-period 800',
  );
  expect(other.parameters).toMatchObject({
    vcpu_dirty_limit: 20,
    x_vcpu_dirty_limit_period: 800,
  });
});

test('without either, a record says so', async () => {
  const record = await recordOf('--vcpu-dirty-limit 20');
  expect(record).toMatchObject({
    dirty_ring_full_exits: null,
    max_dirty_limit_throttle_us: null,
  });
  const keys = Object.keys(record.parameters);
  expect(keys.filter((key) => /ring|dirty_limit/.test(key))).toEqual([]);
});

test('batch --suite dirty-limit: no limit does not converge, each limit does', async () => {
  const { code, out } = await run('batch --suite dirty-limit --workers 1 --format json'.split(' '));
  expect(code).toBe(0);
  const { results } = resultsDocumentSchema.parse(JSON.parse(out));
  expect(results).toHaveLength(14);
  for (const { mode, status } of results) {
    expect([mode, status]).toEqual([mode, mode === 'no limit' ? 'cancelled' : 'completed']);
  }
});
