import { expect, test } from 'vitest';
import { resultsDocumentSchema } from '../../src/results/results-document.js';
import { run } from './program.js';

test('a guest that never converges ends under each condition and policy', async () => {
  const { code, out } = await run('batch --suite stop-conditions --format json'.split(' '));
  expect(code).toBe(0);
  const { results } = resultsDocumentSchema.parse(JSON.parse(out));
  const endings = results.map(({ mode, reason, stop_condition }) => [
    mode,
    stop_condition ?? reason,
  ]);
  expect(Object.fromEntries(endings)).toEqual({
    'max full passes': 'max-full-passes',
    'max transfer factor': 'max-transfer-factor',
    'convergence timeout': 'convergence-timeout',
    deadline: 'deadline',
    pause: 'pause',
    'pause after': 'pause-after',
    libvirt: 'policy-pause',
    nova: 'policy-completion-timeout',
    'nova force complete': 'policy-pause',
    kubevirt: 'policy-completion-timeout',
    'kubevirt disruption': 'policy-pause',
  });
  const times = new Map(results.map((result) => [result.mode, result.total_time_ms / 1000]));
  // 100.5 GiB: 800 s and 150 s for each, and 500 or 400 ms until it is seen.
  expect(times.get('nova')).toBeCloseTo(80_400.5, 0);
  expect(times.get('kubevirt')).toBeCloseTo(15_075.2, 0);
  const paused = results.filter(({ paused_at_ms }) => paused_at_ms !== null);
  expect(paused.map(({ mode }) => mode)).toEqual([
    'pause',
    'pause after',
    'libvirt',
    'nova force complete',
    'kubevirt disruption',
  ]);
  // A pause costs what was left, whatever QEMU reports as downtime.
  for (const { blackout_ms, downtime_ms } of paused) {
    expect(downtime_ms).toBeLessThan(1000);
    expect(blackout_ms).toBeGreaterThan(10_000);
  }
});
