import { ns } from '../../../../../src/sim/time.js';
import { describe, expect, test } from 'vitest';
import { FreeMemory } from '../../../../../src/guest/free-memory.js';
import { FreePageReporter } from '../../../../../src/guest/free-page-reporter.js';
import type { MigrationContext } from '../../../../../src/migration/context.js';
import { AsyncFilter } from '../../../../../src/engines/qemu/features/free-page/async-filter.js';
import { Blocking } from '../../../../../src/engines/qemu/features/free-page/blocking.js';
import { FirstPassOnly } from '../../../../../src/engines/qemu/features/free-page/first-pass-only.js';
import { FlushQueue } from '../../../../../src/engines/qemu/features/free-page/flush-queue.js';
import { FreePageFilter } from '../../../../../src/engines/qemu/features/free-page/free-page-filter.js';
import type { FreePagePolicy } from '../../../../../src/engines/qemu/features/free-page/free-page-policy.js';
import { QemuHinting } from '../../../../../src/engines/qemu/features/free-page/qemu-hinting.js';
import { StoppedFilter } from '../../../../../src/engines/qemu/features/free-page/stopped-filter.js';
import { memoryWithRegions, migrationContext } from '../../../../support/engine.js';

type PolicyArguments = ConstructorParameters<typeof FreePagePolicy>;
type MakePolicy = (...shared: PolicyArguments) => FreePagePolicy;

/** 100 free pages; a list is recorded 10 ns after its request, queued at 110, and seen at 120. */
function under(make: MakePolicy): {
  context: MigrationContext;
  policy: FreePagePolicy;
  at: (time: number) => number;
  sync: () => void;
} {
  const memory = memoryWithRegions(100, []);
  const context = migrationContext({ memory });
  const speed = { listPage: ns(1), batch: ns(0), batchPages: 1000, queue: ns(10) };
  const free = new FreeMemory(memory, null);
  const reporter = new FreePageReporter(context.clock, context.guest, free, speed, false);
  const policy = make(context, reporter, new FreePageFilter(context));
  return {
    context,
    policy,
    at: (time) => {
      context.clock.advanceTo(ns(time));
      return context.ram.dirtyPages;
    },
    sync: () => {
      policy.beforeSync();
      policy.afterSync();
    },
  };
}

const policies: readonly (readonly [string, MakePolicy])[] = [
  ['async-filter', (...shared) => new AsyncFilter((now) => now, ...shared)],
  ['stopped-filter', (...shared) => new StoppedFilter(...shared)],
  ['flush-queue', (...shared) => new FlushQueue(...shared)],
  ['first-pass-only', (...shared) => new FirstPassOnly(...shared)],
];

describe.each(policies)('%s', (name, make) => {
  test('skips the list as soon as it is there', () => {
    const { policy, at, context } = under(make);
    policy.setup();
    expect(at(119)).toBe(100);
    expect(at(120)).toBe(0);
    expect(context.ram.dirty.count()).toBe(0);
  });

  test('of a list that was being built at a sync', () => {
    const { policy, at, sync } = under(make);
    policy.setup();
    at(50);
    sync();
    const applied = at(120) === 0;
    expect(applied).toBe(name === 'async-filter' || name === 'flush-queue');
  });

  test('of a list that was on the queue at a sync', () => {
    const { policy, at, sync } = under(make);
    policy.setup();
    at(115);
    sync();
    const applied = at(120) === 0;
    expect(applied).toBe(name === 'async-filter');
  });

  test('waits for the bitmap to be free', () => {
    const { policy, at, context } = under(make);
    policy.setup();
    context.mutex.enterStep();
    expect(at(500)).toBe(100);
    context.mutex.leaveStep();
    expect(at(500)).toBe(0);
  });
});

test('blocking waits for the answer before the first pass', () => {
  const { policy, context } = under((...shared) => new Blocking(...shared));
  policy.setup();
  expect([context.clock.now, context.ram.dirtyPages]).toEqual([120, 0]);
});

describe('qemu-hinting', () => {
  const make: MakePolicy = (...shared) => new QemuHinting(...shared);

  test('asks after each sync, the first one included', () => {
    const { at, sync } = under(make);
    sync();
    expect(at(120)).toBe(0);
  });

  test('abandons a list at the next sync, and applies the one under the new id', () => {
    const { at, sync } = under(make);
    sync();
    at(115);
    sync();
    expect(at(120)).toBe(100);
    expect(at(115 + 120)).toBe(0);
  });

  test('asks no stopped guest', () => {
    const { at, sync, context } = under(make);
    context.guest.stop(ns(0));
    sync();
    expect(at(1000)).toBe(100);
  });
});
