import { expect, test } from 'vitest';
import { DirectMerge } from '../../src/migration/bitmap-merge.js';
import { Completion } from '../../src/migration/completion.js';
import { DirtySync } from '../../src/migration/dirty-sync.js';
import { PageSender } from '../../src/migration/page-sender.js';
import { NS_PER_MS, ns } from '../../src/sim/time.js';
import { memoryWithRegions, migrationContext } from '../support/engine.js';

const ms = (count: number): number => count * NS_PER_MS;

test('the parts of the downtime, by hand', () => {
  const memory = memoryWithRegions(1024, [[0, 512]]);
  memory.regions[0].touchedEnd = 512;
  const context = migrationContext({
    memory,
    linkBytesPerNs: 100,
    costs: {
      vcpuStop: ns(ms(1)),
      sync: ns(ms(2)),
      loggedPage: ns(1000),
      contentPage: { sendNs: 1000, wireBytes: 4104, receiveNs: 0 },
      firstContentPage: { sendNs: 2000, wireBytes: 4104, receiveNs: 0 },
      deviceSave: ns(ms(3)),
      deviceStateBytes: 500_000,
      deviceLoad: ns(ms(5)),
      vcpuStart: ns(ms(6)),
      linkLatency: ns(ms(0.5)),
    },
  });
  context.ram.take(0, 1024);
  context.clock.advanceTo(ns(ms(10)));
  memory.regions[0].logWrites(100, 200);
  const sync = new DirtySync(context, new DirectMerge());
  const sender = new PageSender(context);
  const downtime = new Completion(context, sender, sync, { clearsChunks: true }).run();
  expect(downtime.parts).toEqual({
    stopMs: 1,
    finalSyncMs: 2.1,
    residualRamMs: 0.2,
    deviceStateMs: 3,
    loadMs: 0,
    startMs: 0,
  });
  expect(downtime.totalMs).toBeCloseTo(6.3, 9);
  expect(downtime.residualBytes).toBe(100 * 4104 + 18);
  // The device state leaves the buffer in 5 ms/1000; then latency, load and start.
  expect(downtime.blackoutMs).toBeCloseTo(5.3 + 0.005 + 0.5 + 5 + 6, 3);
  expect(context.counters.transferredBytes).toBe(100 * 4104 + 18 + 500_000);
  expect(context.counters.dirtySyncCount).toBe(1);
  expect(context.ram.dirtyPages).toBe(0);
});

test('device state larger than the socket buffer has to wait for the link', () => {
  const memory = memoryWithRegions(64, []);
  const context = migrationContext({
    memory,
    linkBytesPerNs: 1,
    costs: { deviceStateBytes: 3_000_000 },
  });
  context.ram.take(0, 64);
  const sync = new DirtySync(context, new DirectMerge());
  const { parts } = new Completion(context, new PageSender(context), sync, {
    clearsChunks: true,
  }).run();
  // All but what the buffer holds at the end has passed the link: about 2 of 3 MB.
  expect(parts.deviceStateMs).toBeGreaterThan(1.9);
  expect(parts.deviceStateMs).toBeLessThan(3.1);
});
