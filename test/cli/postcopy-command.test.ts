import { expect, test } from 'vitest';
import { resultsDocumentSchema } from '../../src/results/results-document.js';
import type { RunRecord } from '../../src/results/run-record.js';
import { run } from './program.js';

/** A guest that never converges: 8 MiB of writes a millisecond over 2.5 Gbit/s. */
const endless = '--mem 1 --cpus 2 --stress-mem 1000 --link-gbit 2.5 --max-time 60 --max-iters 1000';

async function record(options: string): Promise<RunRecord> {
  const { out } = await run(`${endless} ${options} --format json`.split(' '));
  return resultsDocumentSchema.parse(JSON.parse(out)).results[0];
}

test('a switch after five iterations, in the record and under the table', async () => {
  const switched = await record('--post-copy');
  expect(switched).toMatchObject({
    mode: 'precopy + postcopy',
    status: 'completed',
    stop_condition: 'post-copy',
    iterations: 6,
    parameters: {
      post_copy: true,
      post_copy_iters: 5,
      max_postcopy_bandwidth: 0,
      postcopy_preempt: false,
    },
  });
  const { postcopy_started_ms, postcopy_requests, postcopy_vcpu_blocktime_ms } = switched;
  expect(postcopy_vcpu_blocktime_ms).toHaveLength(2);
  const { out, err } = await run(`${endless} --post-copy --verbose --verify`.split(' '));
  expect(out).toContain(
    `repeat 1: postcopy from ${Math.round(postcopy_started_ms ?? 0)} ms by --post-copy, ` +
      `--post-copy-iters 5: downtime ${Math.round(switched.downtime_ms ?? 0)} ms, ` +
      `${postcopy_requests} pages requested, all vCPUs waiting for `,
  );
  const lines = err.split('\n');
  const at = lines.indexOf('Switching to post-copy after 5 iterations');
  expect(lines[at - 1]).toMatch(/^Iter [345]: /);
  expect(lines[at + 1]).toMatch(/^Iter 6: /);
  expect(err).toContain('no page lost');
});

test('without postcopy a record has none of its keys, and a CSV none of its columns', async () => {
  const plain = await record('--deadline 10');
  const names = [...Object.keys(plain), ...Object.keys(plain.parameters)];
  expect(names.filter((name) => name.includes('postcopy') || name.includes('post_copy'))).toEqual(
    [],
  );
  const header = async (options: string): Promise<string> =>
    (await run(`${endless} ${options} --format csv`.split(' '))).out.split('\n')[0];
  expect(await header('--deadline 10')).not.toContain('post');
  expect(await header('--post-copy')).toContain(
    ',postcopy_started_ms,postcopy_requests,postcopy_bytes,postcopy_blocktime_ms,',
  );
});

test('--post-copy-iters alone has no effect, as in guestperf', async () => {
  expect(await record('--post-copy-iters 2')).not.toHaveProperty('postcopy_started_ms');
});

test('precopy that was enough says so', async () => {
  const { out } = await run('--mem 1 --stress-mem 4 --post-copy --format json'.split(' '));
  const [done] = resultsDocumentSchema.parse(JSON.parse(out)).results;
  expect(done).toMatchObject({
    stop_condition: null,
    postcopy_started_ms: null,
    postcopy_requests: null,
  });
});

test('a policy starts it, and is named', async () => {
  const options = `${endless} --policy libvirt-postcopy --max-time 400`.split(' ');
  const { out } = await run(options);
  // At virsh's look at 301 s, and then at the next turn of the loop.
  expect(out).toMatch(/postcopy from 3010\d\d ms by the policy libvirt-postcopy: downtime /);
});

test('a migration that is cancelled in postcopy has lost the guest', async () => {
  const options = '--post-copy --post-copy-iters 2 --max-postcopy-bandwidth 1 --workload random';
  const { out } = await run(`--mem 4 ${options} --max-time 8`.split(' '));
  expect(out).toContain(
    'cancelled, not complete after 8 seconds (--max-time), in postcopy: the guest is lost',
  );
});
