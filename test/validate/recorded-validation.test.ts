import { expect, test } from 'vitest';
import { validateRecorded } from '../../src/validate/recorded-validation.js';
import { hostProfile } from '../support/hosts.js';
import { recordedDocument } from '../support/recorded-reports.js';

test('each recording is put next to its prediction', () => {
  const document = recordedDocument({
    extra: { vm_mem_mb: 128, stress: { stressmb: 16, cpurate: 10 }, qemu_version: '7.2.22' },
  });
  const comparison = validateRecorded('a.json', JSON.stringify(document), hostProfile());
  expect(comparison).toMatchObject({ path: 'a.json', name: 'made-up' });
  expect(comparison.recorded.total_time_ms).toBe(2000);
  // 32 MiB of workload and 16 of kernel at 64 MiB/s.
  expect(comparison.predicted).toMatchObject({ status: 'completed', max_throttle_percent: 0 });
  expect(comparison.predicted?.total_time_ms).toBeGreaterThan(600);
  expect(comparison.predicted?.total_time_ms).toBeLessThan(1200);
});
