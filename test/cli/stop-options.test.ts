import { expect, test } from 'vitest';
import { resultsDocumentSchema } from '../../src/results/results-document.js';
import type { RunRecord } from '../../src/results/run-record.js';
import { run } from './program.js';

/** A guest that never converges: 8 MiB of writes a millisecond over 9.4 Gbit/s. */
const endless = '--mem 4 --cpus 2 --stress-mem 4000 --max-time 60 --max-iters 1000';

async function record(options: string): Promise<RunRecord> {
  const { out } = await run(`${endless} ${options} --format json`.split(' '));
  return resultsDocumentSchema.parse(JSON.parse(out)).results[0];
}

test('a run that does not converge is cancelled', async () => {
  expect(await record('--seed 1')).toMatchObject({
    status: 'cancelled',
    reason: 'max-time',
    stop_condition: null,
  });
});

test.each([
  ['--max-full-passes 4', 'max-full-passes', 'switchover forced by --max-full-passes 4: downtime'],
  ['--max-transfer-factor 2.5', 'max-transfer-factor', 'by --max-transfer-factor 2.5: downtime'],
  ['--deadline 20', 'deadline', 'switchover forced by --deadline 20: downtime'],
  ['--convergence-timeout 4', 'convergence-timeout', 'raised by --convergence-timeout 4: downtime'],
  ['--pause', 'pause', 'by --pause, --pause-iters 5: downtime'],
  ['--pause-after 10', 'pause-after', 'guest paused at 10000 ms by --pause-after 10: downtime'],
])('%s ends it, and is named with its cost', async (options, condition, note) => {
  const ended = await record(options);
  expect(ended).toMatchObject({ status: 'completed', stop_condition: condition });
  const { out } = await run(`${endless} ${options}`.split(' '));
  const line = out.split('\n').find((text) => text.startsWith('repeat 1: '));
  expect(line).toContain(note);
  expect(line).toContain(`downtime ${Math.round(ended.downtime_ms ?? -1)} ms`);
});

test('--pause-iters alone has no effect, as in guestperf', async () => {
  const { parameters, status } = await record('--pause-iters 2');
  expect(status).toBe('cancelled');
  expect(parameters).toMatchObject({ pause: false, pause_iters: null });
});

test("guestperf's line says when the guest was paused", async () => {
  const { err } = await run(`${endless} --pause --pause-iters 3 --verbose`.split(' '));
  const lines = err.split('\n');
  const at = lines.indexOf('Pausing VM after 3 iterations');
  expect(lines[at - 1]).toMatch(/^Iter [123]:/);
  expect(lines[at + 1]).toMatch(/^Iter [3-9]:/);
});

test('a condition that was never in a release says so', async () => {
  const { err } = await run(`${endless} --deadline 20`.split(' '));
  expect(err).toMatch(/^note: deadline: proposed, never in a release\n/);
});
