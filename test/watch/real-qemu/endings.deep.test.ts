import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { run } from '../../cli/program.js';
import { hasQemu, qemuNote } from '../../support/qemu/qemu-machine.js';
import { QemuPair } from '../../support/qemu/qemu-pair.js';
import { QmpClient } from '../../support/qemu/qmp-client.js';
import { type WatchEnding, WatchProgram } from './watch-program.js';

/** A guest that writes its whole region at each tick, which no link of 1 MiB/s keeps up with. */
const guest = { firstPage: 512, idlePages: 0, pages: 2048, pagesPerTick: 2048 };

describe.skipIf(!hasQemu)(`a real migration that does not complete, watched${qemuNote}`, () => {
  let pair: QemuPair;
  let watch: WatchProgram | null = null;

  beforeEach(async () => {
    pair = await QemuPair.start(guest);
  });
  afterEach(async () => {
    await watch?.stop();
    await pair.stop();
  });

  /** Migrates, and watches until RAM is sent. */
  async function watched(...options: readonly string[]): Promise<WatchProgram> {
    await pair.migrate({ bandwidth: 1, downtimeMs: 10 });
    watch = new WatchProgram(['--qmp', pair.source.watched, ...options]);
    await watch.answered(({ transferred_bytes: sent }) => sent !== null);
    return watch;
  }

  const ending = ({ code, outcome }: WatchEnding) => ({ code, ...outcome });

  test('cancelled', async () => {
    const { ended } = await watched();
    await pair.source.monitor.execute('migrate_cancel');
    expect(ending(await ended)).toMatchObject({
      code: 3,
      outcome: 'cancelled',
      total_time_ms: null,
    });
  });

  test('the destination dies', async () => {
    const { ended } = await watched('--record', pair.file('run.json'));
    await pair.destination.kill();
    expect(ending(await ended)).toMatchObject({
      code: 3,
      outcome: 'failed',
      total_time_ms: null,
      reason: expect.any(String),
    });
    const { code, out } = await run(['plot', pair.file('run.json'), '--terminal']);
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('run: failed') });
  });

  test('the source dies, and the monitor with it', async () => {
    const { ended } = await watched();
    await pair.source.kill();
    const seen = await ended;
    expect(ending(seen)).toMatchObject({ code: 3, outcome: 'monitor-gone' });
    expect(seen.err.trim().split('\n')).toHaveLength(1);
  });
});

describe.skipIf(!hasQemu)(`a monitor that somebody else holds${qemuNote}`, () => {
  test('the second client is told in one sentence', async () => {
    const pair = await QemuPair.start(guest);
    try {
      const first = await QmpClient.connect(pair.source.watched);
      const second = new WatchProgram(['--qmp', pair.source.watched]);
      expect(await second.ended).toEqual({
        code: 2,
        answers: [],
        outcome: null,
        err: expect.stringMatching(/^error: --qmp: .*another client holds the monitor.*\n$/),
      });
      await first.execute('query-status');
    } finally {
      await pair.stop();
    }
  });
});
