import { ns } from '../../../../../src/sim/time.js';
import { describe, expect, test } from 'vitest';
import { ChannelGroup } from '../../../../../src/host/channel-group.js';
import { Link } from '../../../../../src/host/link.js';
import { SharedLink } from '../../../../../src/host/shared-link.js';
import { Stream } from '../../../../../src/host/stream.js';
import type { MigrationContext } from '../../../../../src/migration/context.js';
import { MultifdSender } from '../../../../../src/engines/qemu/features/multifd/multifd-sender.js';
import type { SendBudget } from '../../../../../src/migration/page-sender.js';
import { noDeviceState } from '../../../../../src/migration/state-transfer.js';
import { SwitchoverTimeline } from '../../../../../src/migration/switchover-timeline.js';
import type { QemuVersion } from '../../../../../src/profiles/qemu-version.js';
import type { ZeroPageDetection } from '../../../../../src/engines/qemu/features/multifd/settings.js';
import { RandomStream } from '../../../../../src/sim/random-stream.js';
import { qemuRules } from '../../../../../src/engines/qemu/qemu-rules.js';
import { memoryWithRegions, migrationContext } from '../../../../support/engine.js';

const unlimited: SendBudget = {
  isExceeded: () => false,
  allows: () => true,
  pagesUntilExceeded: () => Infinity,
};

/** 256 pages with content, then zeroes up to 1024. */
function guest(): MigrationContext {
  const memory = memoryWithRegions(1024, [[0, 256]]);
  memory.regions[0].touchedEnd = 256;
  return migrationContext({ memory });
}

interface SenderSettings {
  readonly version?: QemuVersion;
  readonly detection?: ZeroPageDetection;
  readonly channels?: number;
  readonly synchronisation?: number;
  readonly zeroTest?: number;
}

function senderOf(context: MigrationContext, settings: SenderSettings = {}): MultifdSender {
  const parameters = { bytesPerNs: 1000, variability: 0, correlationTime: ns(1) };
  const link = new SharedLink(new Link(parameters, new RandomStream('')));
  const streams = Array.from(
    { length: settings.channels ?? 2 },
    () => new Stream(link, 1000, 1_000_000),
  );
  return new MultifdSender(
    context,
    {
      channels: new ChannelGroup(streams),
      rules: qemuRules(settings.version ?? '10.0').multifd,
      detection: settings.detection ?? 'multifd',
      queuePage: ns(10),
      zeroTest: ns(settings.zeroTest ?? 100),
      synchronisation: ns(settings.synchronisation ?? 0),
      state: noDeviceState,
    },
    new SwitchoverTimeline(),
  );
}

const SYNC = 2 * 1344;

test('what a channel spends on a zero page is a number of its own', () => {
  const took = (settings: SenderSettings): number => {
    const context = guest();
    senderOf(context, { channels: 1, ...settings }).iterate(unlimited);
    return context.clock.now;
  };
  // 768 zero pages in one channel, which is what all wait for.
  expect(took({ zeroTest: 10_000 }) - took({ zeroTest: 5000 })).toBe(768 * 5000);
  const legacy = { detection: 'legacy' } as const;
  expect(took({ ...legacy, zeroTest: 10_000 })).toBe(took({ ...legacy, zeroTest: 5000 }));
});

describe('bytes', () => {
  test('zero pages found by the channels: 8 packets, and the sync of 2 channels', () => {
    const context = guest();
    senderOf(context).iterate(unlimited);
    expect(context.counters).toMatchObject({ normalPages: 256, duplicatePages: 768 });
    // 18 of the section, 8 of the MULTIFD_FLUSH.
    expect(context.counters.transferredBytes).toBe(256 * 4096 + 8 * 1344 + SYNC + 8 + 18);
  });

  test('zero pages found by the migration thread: 9 bytes each on the main channel', () => {
    const context = guest();
    senderOf(context, { detection: 'legacy' }).iterate(unlimited);
    expect(context.counters).toMatchObject({ normalPages: 256, duplicatePages: 768 });
    expect(context.counters.transferredBytes).toBe(256 * 4096 + 2 * 1344 + 768 * 9 + SYNC + 8 + 18);
  });

  test('zero pages that nobody looks for are sent whole', () => {
    const context = guest();
    senderOf(context, { detection: 'none' }).iterate(unlimited);
    expect(context.counters).toMatchObject({ normalPages: 1024, duplicatePages: 0 });
    expect(context.counters.transferredBytes).toBe(1024 * 4096 + 8 * 1344 + SYNC + 8 + 18);
  });

  test('to connect: 64 bytes and a sync packet on each channel', () => {
    const context = guest();
    senderOf(context, { version: '7.2', channels: 5 }).start();
    expect(context.counters.transferredBytes).toBe(5 * (64 + 1344));
  });
});

describe('synchronisations', () => {
  /** A budget that ends a step after each 128 pages. */
  const steps: SendBudget = {
    isExceeded: () => false,
    allows: () => false,
    pagesUntilExceeded: () => 128,
  };

  test.each([
    ['7.2', 1, 1],
    ['8.0', 1, 1],
    ['8.1', 1, 2],
    ['9.2', 1, 2],
    ['10.0', 1, 1],
  ] as const)('%s: %i in a pass of one step, %i in the switchover', (version, pass, switchover) => {
    const context = guest();
    const sender = senderOf(context, { version });
    sender.iterate(steps);
    expect(sender.synchronisations).toBe(pass);
    context.ram.dirty.setRange(300, 310);
    context.ram.dirtyPages += 10;
    context.ram.revision++;
    sender.sendAll(true);
    // From 8.1 on, once more at the wrap that comes before pages behind the scan.
    const wraps = version === '7.2' || version === '8.0' ? 0 : 1;
    expect(sender.synchronisations).toBe(pass + switchover + wraps);
  });

  test.each([
    ['7.2', 4],
    ['8.1', 1],
  ] as const)('%s: %i in a pass of four steps', (version, count) => {
    const context = guest();
    const sender = senderOf(context, { version });
    for (let step = 1; step <= 4; step++) {
      const { counters } = context;
      const sent = (): number => counters.normalPages + counters.duplicatePages;
      sender.iterate({
        isExceeded: () => sent() >= step * 256,
        allows: () => false,
        pagesUntilExceeded: () => Math.max(1, step * 256 - sent()),
      });
    }
    expect(context.ram.dirtyPages).toBe(0);
    expect(sender.synchronisations).toBe(count);
  });

  test('threads that wait for a core make it longer', () => {
    const plain = guest();
    senderOf(plain).start();
    const crowded = guest();
    senderOf(crowded, { synchronisation: 5000 }).start();
    expect(crowded.clock.now - plain.clock.now).toBe(5000);
  });
});

describe('counting', () => {
  test.each([
    ['7.2', 4096 * 128 + 1344],
    ['8.1', 0],
  ] as const)('%s: a packet under way is %i bytes', (version, bytes) => {
    const context = guest();
    const sender = senderOf(context, { version });
    let calls = 0;
    let seen = -1;
    sender.iterate({
      isExceeded: () => {
        if (++calls === 2) seen = context.counters.transferredBytes;
        return calls >= 2;
      },
      allows: () => false,
      pagesUntilExceeded: () => Infinity,
    });
    expect(seen).toBe(bytes);
  });
});

test('the migration thread queues, the channels work: pages go out side by side', () => {
  const times = [1, 2, 4].map((channels) => {
    const context = guest();
    senderOf(context, { channels, detection: 'none' }).iterate(unlimited);
    return context.clock.now;
  });
  // 8 packets of 128 us each.
  expect(times[0]).toBeGreaterThan(8 * 128_000);
  expect(times[1]).toBeLessThan(0.55 * times[0]);
  expect(times[2]).toBeLessThan(0.3 * times[0]);
});
