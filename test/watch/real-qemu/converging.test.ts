import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../cli/program.js';
import { rewritingWorkload } from '../../support/qemu/boot-sector.js';
import { hasQemu, qemuNote } from '../../support/qemu/qemu-machine.js';
import { type MigrateAnswer, QemuPair } from '../../support/qemu/qemu-pair.js';
import { RecordingRelay } from '../../support/qemu/recording-relay.js';
import { type WatchEnding, WatchProgram } from './watch-program.js';

const guest = { firstPage: 512, idlePages: 0, pages: 4096, pagesPerTick: 8 };

describe.skipIf(!hasQemu)(`a real migration, watched from before it begins${qemuNote}`, () => {
  let pair: QemuPair;
  let relay: RecordingRelay;
  let watch: WatchProgram;
  let truth: MigrateAnswer;
  let seen: WatchEnding;

  beforeAll(async () => {
    pair = await QemuPair.start(guest);
    relay = await RecordingRelay.start(pair.source.watched, pair.file('relay'));
    watch = new WatchProgram(['--qmp', relay.path, '--record', pair.file('run.json')]);
    await watch.answered(({ status }) => status === 'none');
    await pair.migrate({ bandwidth: 8, downtimeMs: 50 });
    truth = await pair.ended();
    seen = await watch.ended;
  });
  afterAll(async () => {
    await watch?.stop();
    await relay?.stop();
    await pair?.stop();
  });

  test('waits until it begins, and ends with 0 when it has completed', () => {
    expect(truth.status).toBe('completed');
    expect(seen).toMatchObject({ code: 0, err: 'no migration has begun: waiting for one\n' });
    const statuses = seen.answers.map(({ status }) => status);
    expect(statuses[0]).toBe('none');
    expect(statuses).toContain('active');
    expect(statuses.at(-1)).toBe('completed');
  });

  test('the last line has what QEMU says of the whole, and the recording has it too', () => {
    expect(seen.outcome).toMatchObject({
      outcome: 'completed',
      total_time_ms: truth['total-time'],
      downtime_ms: truth.downtime,
      answers: seen.answers.length,
    });
    const { progress_history: history } = JSON.parse(readFileSync(pair.file('run.json'), 'utf8'));
    expect(history.at(-1)).toMatchObject({
      status: 'completed',
      duration: truth['total-time'],
      downtime: truth.downtime,
      ram: { transferred_bytes: truth.ram?.transferred, normal_pages: truth.ram?.normal },
    });
  });

  test('times and counters never go back, and forecasts are intervals that lie ahead', () => {
    for (const key of ['elapsed_ms', 'transferred_bytes', 'iterations'] as const) {
      const values = seen.answers.map((answer) => answer[key]).filter((value) => value !== null);
      expect(values).toEqual(values.toSorted((one, other) => one - other));
    }
    for (const { elapsed_ms: elapsed, end_ms: end, downtime_ms: downtime } of seen.answers) {
      for (const range of [end, downtime].filter((each) => each !== null)) {
        const { low, median, high } = range;
        expect([low, median, high]).toEqual([low, median, high].toSorted((a, b) => a - b));
      }
      if (end !== null) expect(end.low).toBeGreaterThanOrEqual(elapsed);
    }
    expect(seen.answers.at(-1)?.converges).toBe(1);
  });

  test('nothing but queries is sent', () => {
    const [handshake, ...queries] = relay.said.map((line) => JSON.parse(line));
    expect(handshake).toMatchObject({ execute: 'qmp_capabilities' });
    expect(queries).not.toEqual([]);
    for (const { execute, ...rest } of queries) {
      expect(execute).toMatch(/^query-/);
      expect(Object.keys(rest)).toEqual(['id']);
    }
  });

  test('validate predicts the recording', async () => {
    const workload = pair.file('guest.json');
    writeFileSync(workload, JSON.stringify(rewritingWorkload(guest)));
    const from = ['--host', 'generic-10g', '--workload', workload, '--workers', '1'];
    const args = ['validate', '--recorded', pair.file('run.json'), ...from, '--format', 'json'];
    const { code, out } = await run(args);
    expect(code).toBe(0);
    const [{ recorded }] = JSON.parse(out).results;
    expect(recorded.total_time_ms).toBe(truth['total-time']);
  });

  test('plot and compare read the recording', async () => {
    const recording = pair.file('run.json');
    for (const args of [
      ['plot', recording],
      ['compare', recording, recording],
    ]) {
      expect(await run(args)).toMatchObject({ code: 0, err: '' });
    }
  });
});
