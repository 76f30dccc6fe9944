import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../cli/folder.js';
import { prepareReader, readerShell, startReaderShell } from '../cli/reader-shell.js';
import { documentedBlock } from '../support/documented-block.js';
import { rewritingWorkload } from '../support/qemu/boot-sector.js';
import { hasQemu, qemuNote } from '../support/qemu/qemu-machine.js';
import { type MigrateAnswer, QemuPair } from '../support/qemu/qemu-pair.js';
import { RecordingRelay } from '../support/qemu/recording-relay.js';
import { virshStandIn } from '../support/qemu/virsh-stand-in.js';

const page = 'own-hosts.md';
const block = (info: string): string => documentedBlock(page, info);

/** What the page's guest.json says, with memory in use beside it as a kernel has it. */
const guest = { firstPage: 512, idlePages: 4096, pages: 4096, pagesPerTick: 4 };
const memoryMib = 128;
const hasSocat = spawnSync('socat', ['-V']).status === 0;
const socatNote = hasSocat ? '' : ' (skipped: no socat; apt-get install socat)';

test("the page's guest is the one that is migrated", () => {
  const { workload } = JSON.parse(block('json guest.json'));
  expect(rewritingWorkload(guest)).toMatchObject({ workload });
});

/** What follows a migration, and the `max-bandwidth` in MiB/s of that one. */
const followers = { record: 16, 'record-virsh': 24, 'loop-virsh': 20, 'loop-socat': 20, watch: 32 };
type Follower = keyof typeof followers;

interface Followed {
  readonly folder: string;
  readonly status: number | null;
  readonly output: string;
  /** What QEMU says of the migration. */
  readonly truth: MigrateAnswer;
}

/** Migrates as soon as what the page says has begun to ask. */
async function followed(name: Follower, folder: string): Promise<Followed> {
  mkdirSync(folder);
  prepareReader(folder);
  writeFileSync(join(folder, 'bin', 'virsh'), virshStandIn, { mode: 0o755 });
  const stops: (() => unknown)[] = [];
  try {
    const pair = await QemuPair.start(guest, memoryMib);
    stops.unshift(() => pair.stop());
    const relay = await RecordingRelay.start(pair.source.watched, join(folder, 'guest.qmp'));
    stops.unshift(() => relay.stop());
    const shell = startReaderShell(folder, block(`sh ${name}`));
    stops.unshift(() => shell.kill());
    await Promise.race([relay.hears('"query-migrate"'), shell.ended]);
    await pair.migrate({ bandwidth: followers[name], downtimeMs: 50 });
    const truth = await pair.ended();
    return { folder, truth, ...(await shell.ended) };
  } finally {
    for (const stop of stops) await stop();
  }
}

describe.skipIf(!hasQemu)(`docs/${page}, on real migrations${qemuNote}`, () => {
  const folder = temporaryFolder();
  const file = (...names: readonly string[]): string => join(folder, ...names);
  const shell = (info: string, more = '') =>
    readerShell(folder, `set -e\n${block(`sh ${info}`).trim()}${more}`);
  const runs = new Map<Follower, Followed>();

  beforeAll(async () => {
    prepareReader(folder);
    writeFileSync(file('guest.json'), block('json guest.json'));
    const names = Object.keys(followers) as Follower[];
    const possible = names.filter((name) => name !== 'loop-socat' || hasSocat);
    await Promise.all(
      possible.map(async (name) => runs.set(name, await followed(name, file(name)))),
    );
  });

  /** How the page's command ended that followed a migration. */
  function ending(name: Follower): Followed {
    const run = runs.get(name);
    if (run === undefined) throw new Error(`nothing followed: ${name}`);
    expect(run).toMatchObject({ status: 0, truth: { status: 'completed' } });
    return run;
  }

  function expectReport(report: string, truth: MigrateAnswer, bandwidth: number): void {
    const { progress_history: history, scenario } = JSON.parse(readFileSync(report, 'utf8'));
    expect(history.at(-1)).toMatchObject({ status: 'completed', duration: truth['total-time'] });
    expect(scenario).toMatchObject({ bandwidth, downtime: 50 });
  }

  test.each([
    ['record', 'run-1.json'],
    ['record-virsh', 'run-2.json'],
  ] as const)('%s', (name, report) => {
    const { truth } = ending(name);
    copyFileSync(file(name, report), file(report));
    expectReport(file(report), truth, followers[name]);
  });

  function expectSeries(name: 'loop-virsh' | 'loop-socat'): void {
    const { truth } = ending(name);
    copyFileSync(file(name, 'series.ndjson'), file('series.ndjson'));
    expect(shell('report')).toMatchObject({ status: 0 });
    expectReport(file('run-3.json'), truth, followers[name]);
  }

  test('loop-virsh', () => expectSeries('loop-virsh'));

  test.skipIf(!hasSocat)(`loop-socat${socatNote}`, () => expectSeries('loop-socat'));

  test('watch', () => {
    const { output, truth } = ending('watch');
    expect(output).toContain(`, downtime ${truth.downtime} ms\n`);
  });

  test('calibrate: what the guest has in use, and what ran it', () => {
    expect(shell('calibrate')).toMatchObject({ status: 0 });
    const { accelerator, parameters } = JSON.parse(readFileSync(file('my-hosts.json'), 'utf8'));
    expect(accelerator).toBe('tcg');
    const { provenance, value } = parameters.guestKernelMib;
    expect(provenance).toBe('measured');
    expect(Math.abs(value - guest.idlePages / 256)).toBeLessThan(4);
  });

  test('calibrate reads series as well as reports', () => {
    const { output, status } = readerShell(
      folder,
      `set -e
      guestperf-sim watch --input series.ndjson --format ndjson --output log.ndjson
      guestperf-sim calibrate --recorded series.ndjson log.ndjson --workload guest.json --output series.json`,
    );
    expect({ output, status }).toMatchObject({ status: 0 });
    expect(output).toMatch(/^host series\nQEMU [\d.]+, tcg,/m);
  });

  test('validate: the run that was left out', () => {
    const { output, status } = shell('validate', ' --format json');
    expect({ output, status }).toMatchObject({ status: 0 });
    const [{ predicted, recorded }] = JSON.parse(output).results;
    expect(predicted.status).toBe(recorded.status);
    const bytes = recorded.transferred_bytes;
    expect(Math.abs(predicted.transferred_bytes - bytes)).toBeLessThan(bytes / 4);
    // A slow machine takes longer than QEMU's limit makes it, and never less.
    const leastMs = (bytes / (followers['loop-virsh'] * 2 ** 20)) * 1000;
    expect(predicted.total_time_ms).toBeGreaterThan(leastMs * 0.75);
    expect(predicted.total_time_ms).toBeLessThan(recorded.total_time_ms * 1.25);
  });

  test('run and advise', () => {
    expect(shell('run')).toMatchObject({ status: 0 });
  });
});
