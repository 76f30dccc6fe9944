import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { resultsDocumentSchema } from '../../src/results/results-document.js';
import { temporaryFolder } from './folder.js';
import { run } from './program.js';

const folder = temporaryFolder();
const cloudHypervisor = ['--vmm', 'cloud-hypervisor'];

function migrate(line: string): ReturnType<typeof run> {
  return run([...cloudHypervisor, ...line.split(' ')]);
}

/** The lines of an NDJSON file. */
function linesOf<Line>(file: string): Line[] {
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

describe('bad input is answered in a sentence', () => {
  const variants =
    'ch-legacy, ch-v52, ch-main, cyberus-2025a, cyberus-2025b, cyberus-mid, cyberus-new, cyberus-dlw';
  test.each([
    ['--variant ch-main', '--variant: needs --vmm cloud-hypervisor'],
    ['--connections 2', '--connections: needs --vmm cloud-hypervisor'],
    ['--migration-progress p', '--migration-progress: needs --vmm cloud-hypervisor'],
    ['--vmm xen', '--vmm: xen is not one of the choices; allowed: qemu, cloud-hypervisor'],
  ])('of QEMU: %s', async (line, sentence) => {
    expect(await run(line.split(' '))).toEqual({ code: 2, out: '', err: `error: ${sentence}\n` });
  });

  test.each([
    ['--variant 9.1', `--variant: 9.1 is not one of the choices; allowed: ${variants}`],
    [
      '--variant ch-mian',
      `--variant: ch-mian is not one of the choices; allowed: ${variants}; did you mean ch-main?`,
    ],
    ['--qemu 9.1', '--qemu: is an option of QEMU; did you mean --variant?'],
    ['--max-time 60', '--max-time: is an option of QEMU; did you mean --timeout?'],
    ['--multifd', '--multifd: is an option of QEMU; did you mean --connections?'],
    [
      '--auto-converge',
      '--auto-converge: is an option of QEMU, and Cloud Hypervisor has none like it',
    ],
    ['--connections 200', '--connections: 200 is out of range; allowed: 1 to 128 (connections)'],
    ['--downtime 0', '--downtime: 0 is out of range; allowed: 1 to 2000000 (ms)'],
    ['--timeout 0', '--timeout: 0 is out of range; allowed: 1 to 8640000 (s)'],
    [
      '--variant ch-legacy --downtime 300',
      '--downtime: ch-legacy has no downtime limit, it sends five passes at most',
    ],
    ['--variant ch-legacy --timeout 9', '--timeout: ch-legacy has no timeout'],
    [
      '--variant cyberus-mid --timeout-strategy ignore',
      '--timeout-strategy: cyberus-mid has no timeout strategy',
    ],
    [
      '--variant ch-legacy --connections 2',
      '--connections: 2 is too many for ch-legacy; allowed: 1',
    ],
    [
      '--variant cyberus-2025a --downtime 3000 --timeout 2',
      '--downtime: 3000 is not shorter than --timeout 2 s',
    ],
    [
      '--variant cyberus-2025b --timeout 1 --downtime 1000',
      '--downtime: 1000 is not shorter than --timeout 1 s',
    ],
    [
      '--worker-fault sources',
      '--worker-fault: sources needs the DirtyLogWorker of cyberus-dlw, and this is ch-main',
    ],
    [
      '--variant cyberus-dlw --worker-fault sources',
      '--worker-fault: sources does nothing without a device that writes: needs --vhost-user-mem',
    ],
    [
      '--variant cyberus-dlw --stress-mem 9 --vhost-user-mem 1 --vhost-user-in-flight 0 --worker-fault late-writes',
      '--worker-fault: late-writes does nothing with --vhost-user-in-flight 0',
    ],
    ['--vhost-user-rate 5', '--vhost-user-rate: needs --vhost-user-mem'],
    [
      '--stress-mem 500 --vhost-user-mem 525',
      "--vhost-user-mem: 525 does not fit into the guest's RAM beside the workload; allowed: up to 524 (MiB)",
    ],
    [
      '--vhost-user-mem 1',
      "--vhost-user-mem: the workload leaves nothing of the guest's RAM (--mem)",
    ],
    [
      '--migration-progress no-such-folder/x',
      "--migration-progress: 'no-such-folder/x' cannot be written: the folder no-such-folder does not exist",
    ],
    ['--trace x --migration-progress x', '--migration-progress: x is the file of --trace'],
  ])('of Cloud Hypervisor: %s', async (line, sentence) => {
    expect(await migrate(line)).toEqual({ code: 2, out: '', err: `error: ${sentence}\n` });
  });
});

test('the JSON of a run has what it was given, and what only this engine tells', async () => {
  const { code, out } = await migrate(
    '--stress-mem 300 --connections 2 --downtime 200 --format json',
  );
  expect(code).toBe(0);
  const [result] = resultsDocumentSchema.parse(JSON.parse(out)).results;
  expect(result).toMatchObject({
    vmm: 'cloud-hypervisor',
    version: 'ch-main',
    mode: 'ch-main, 2 connections',
    parameters: { downtime: 200, timeout: 3600, timeout_strategy: 'cancel', connections: 2 },
  });
  const { downtime_steps: steps } = result.cloud_hypervisor ?? {};
  const sum = Object.values(steps ?? {}).reduce((total, ms) => total + ms, 0);
  expect(sum).toBeCloseTo(result.downtime_ms ?? 0, 3);
});

test('--verbose is the log, --timeline the eight steps and what the log leaves out of them', async () => {
  const { err } = await migrate('--stress-mem 300 --verbose --timeline --format json');
  const lines = err.trimEnd().split('\n');
  expect(lines[0]).toMatch(/^Precopy: iter=0 curr=\d+MiB total=\d+MiB bw=[\d.]+MiB\/s transfer=/);
  const steps = lines.slice(lines.findIndex((line) => line.startsWith('downtime of')));
  expect(steps.map((line) => line.replaceAll(/ +[\d.]+ ms/g, '').replaceAll(/  +/g, ' '))).toEqual([
    'downtime of, of which the log line leaves out:',
    ' pause vCPUs and devices left out',
    ' last dirty log final_iter',
    ' send last table final_iter',
    ' join connections left out',
    ' release disk locks left out',
    ' snapshot, pass after it state',
    ' send state send_state',
    ' resume at destination complete',
  ]);
});

interface ProgressLine {
  readonly seed: string;
  readonly repeat: number;
  readonly stress_mem_mb: number;
  readonly variant: string;
  readonly migration_progress: {
    readonly timestamp_begin_ms: number;
    readonly timestamp_snapshot_ms: number;
    readonly timestamp_snapshot_relative_ms: number;
    readonly downtime_estimated_ms: number;
    readonly state: unknown;
    readonly memory_transmission_info: Readonly<Record<string, number>>;
  };
}

test('--migration-progress writes each update of each run in its published form', async () => {
  const file = join(folder, 'progress.ndjson');
  const line = '--variant cyberus-new --stress-mem 300,40 --repeat 2 --seed s';
  const plain = await migrate(line);
  expect(await migrate(`${line} --migration-progress ${file}`)).toEqual(plain);
  const updates = linesOf<ProgressLine>(file);
  expect(readdirSync(folder)).toEqual(['progress.ndjson']);
  const runs = new Set(updates.map(({ repeat, stress_mem_mb: load }) => `${load} ${repeat}`));
  expect([...runs]).toEqual(['300 1', '300 2', '40 1', '40 2']);
  const own = updates.filter((update) => update.stress_mem_mb === 300 && update.repeat === 1);
  expect(own[0]).toEqual({
    seed: 's',
    repeat: 1,
    stress_mem_mb: 300,
    variant: 'cyberus-new',
    migration_progress: {
      timestamp_begin_ms: 1_767_225_600_000,
      timestamp_snapshot_ms: 1_767_225_600_000,
      timestamp_snapshot_relative_ms: 0,
      downtime_configured_ms: 300,
      downtime_estimated_ms: 0,
      transportation_mode: { Tcp: { connections: 1, tls: false } },
      state: { Ongoing: { phase: 'Starting', vcpu_throttle_percent: 0 } },
      memory_transmission_info: {
        memory_iteration: 0,
        memory_transmission_bps: 0,
        memory_bytes_total: 1_611_145_216,
        memory_bytes_transmitted: 0,
        memory_bytes_remaining_iteration: 0,
        memory_pages_4k_transmitted: 0,
        memory_pages_4k_remaining_iteration: 0,
        memory_pages_constant_count: 0,
        memory_dirty_rate_pps: 0,
      },
    },
  });
  const objects = own.map(({ migration_progress: progress }) => progress);
  // Without an estimate an update has what was configured.
  expect(objects[1].downtime_estimated_ms).toBe(300);
  expect(objects.at(-1)?.state).toBe('Finished');
  const times = objects.map((progress) => progress.timestamp_snapshot_relative_ms);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  for (const progress of objects) {
    const { timestamp_begin_ms: begin, timestamp_snapshot_relative_ms: since } = progress;
    expect(progress.timestamp_snapshot_ms).toBe(begin + since);
  }
});

test('a migration that fails says so, and why, in its last update', async () => {
  const file = join(folder, 'failed.ndjson');
  const { out } = await migrate(`--mem 2 --timeout 1 --migration-progress ${file}`);
  expect(out).toContain('failed (not converged after the timeout of 1 s)');
  const message = 'not converged after the timeout of 1 s';
  expect(linesOf<ProgressLine>(file).at(-1)?.migration_progress.state).toEqual({
    Failed: { error_msg: message, error_msg_debug: `"${message}"` },
  });
});

test('--trace has each pass with its decision, each throttle and the switchover', async () => {
  const file = join(folder, 'trace.ndjson');
  await migrate(`--mem 2 --variant cyberus-dlw --stress-mem 600 --trace ${file}`);
  const events = linesOf<{ event: string; iteration?: number; decision?: string }>(file);
  const passes = events.filter(({ event }) => event === 'pass');
  expect(passes.map(({ iteration }) => iteration)).toEqual(passes.map((_, index) => index));
  expect(passes.map(({ decision }) => decision)).toEqual([
    ...passes.slice(1).map(() => 'continue'),
    'converged',
  ]);
  expect(events.find(({ event }) => event === 'throttle')).toMatchObject({
    from_percent: 0,
    to_percent: 10,
  });
  expect(events.at(-1)?.event).toBe('switchover');
});

test('--verify finds what a fault of the worker loses', async () => {
  const line = '--mem 2 --stress-mem 200 --variant cyberus-dlw --vhost-user-mem 50 --verify';
  const sound = await migrate(line);
  expect(sound.code).toBe(0);
  expect(sound.err).toContain('no page lost');
  const faulty = await migrate(`${line} --worker-fault late-writes`);
  expect(faulty.code).toBe(1);
  expect(faulty.err).toContain('note: --worker-fault late-writes: a fault is injected');
  expect(faulty.err).toContain('256 LOST');
});
