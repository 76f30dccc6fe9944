import { describe, expect, test } from 'vitest';
import { DirectMerge } from '../../src/migration/bitmap-merge.js';
import { Completion } from '../../src/migration/completion.js';
import type { MigrationContext } from '../../src/migration/context.js';
import { DirtySync } from '../../src/migration/dirty-sync.js';
import type { Downtime } from '../../src/migration/downtime.js';
import { PageSender } from '../../src/migration/page-sender.js';
import { GuestPause } from '../../src/migration/guest-pause.js';
import { NS_PER_MS, ns } from '../../src/sim/time.js';
import { memoryWithRegions, migrationContext } from '../support/engine.js';

const ms = (count: number): number => count * NS_PER_MS;

/** vCPUs stop in 1 ms, a sync takes 2, loading 5, starting 6. */
function pausable(): { context: MigrationContext; pause: GuestPause } {
  const context = migrationContext({
    memory: memoryWithRegions(64, []),
    costs: { vcpuStop: ns(ms(1)), sync: ns(ms(2)), deviceLoad: ns(ms(5)), vcpuStart: ns(ms(6)) },
  });
  context.ram.take(0, 64);
  return { context, pause: new GuestPause(context) };
}

function complete(context: MigrationContext): Downtime {
  const sync = new DirtySync(context, new DirectMerge());
  return new Completion(context, new PageSender(context), sync, { clearsChunks: true }).run();
}

test('the guest stands still when its vCPUs have stopped', () => {
  const { context, pause } = pausable();
  context.clock.advanceTo(ns(ms(10)));
  pause.pause('pause', ns(ms(10)));
  expect(context.guest.stoppedAt).toBeNull();
  context.clock.advanceTo(ns(ms(20)));
  expect(context.guest.stoppedAt).toBe(ms(11));
  expect(context.guest.clock.runTimeAt(ns(ms(20)))).toBe(ms(11));
  expect({ by: pause.by, at: pause.at }).toEqual({ by: 'pause', at: ms(10) });
});

test('it is paused once', () => {
  const { context, pause } = pausable();
  pause.pause('pause', ns(0));
  pause.pause('policy-pause', ns(ms(4)));
  context.clock.advanceTo(ns(ms(8)));
  pause.pause('policy-pause', ns(ms(8)));
  expect(pause.by).toBe('pause');
  expect(context.guest.stoppedAt).toBe(ms(1));
});

describe('downtime', () => {
  test('counts from the switchover, the blackout from the pause', () => {
    const { context, pause } = pausable();
    pause.pause('pause', ns(0));
    context.clock.advanceTo(ns(ms(100)));
    const { blackoutMs, parts, totalMs } = complete(context);
    expect(parts).toMatchObject({ stopMs: 0, finalSyncMs: 2 });
    expect(totalMs).toBe(2);
    // From 1 to 102 ms, then 5 of loading and 6 of starting.
    expect(blackoutMs).toBe(101 + 5 + 6);
  });

  test("guestperf's `cont` comes when a poll has seen the end", () => {
    const { context, pause } = pausable();
    pause.pause('pause', ns(0));
    context.clock.advanceTo(ns(ms(100)));
    const downtime = complete(context);
    expect(pause.untilContinued(downtime, ns(ms(150)))).toEqual({
      ...downtime,
      blackoutMs: 149 + 6,
    });
    // The destination is still loading: it starts when it has loaded.
    expect(pause.untilContinued(downtime, ns(ms(104)))).toEqual(downtime);
  });
});

test('a switchover that has stopped the guest is not a pause', () => {
  const { context, pause } = pausable();
  complete(context);
  pause.pause('pause', context.clock.now);
  expect(pause.by).toBeNull();
});
