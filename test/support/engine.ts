import { ns } from '../../src/sim/time.js';
import { Guest } from '../../src/guest/guest.js';
import { RunClock } from '../../src/guest/run-clock.js';
import type { Workload } from '../../src/guest/workload.js';
import { Channel } from '../../src/host/channel.js';
import type { TransferCost } from '../../src/host/transfer-cost.js';
import { DirtyLog } from '../../src/host/dirty-log.js';
import { Link } from '../../src/host/link.js';
import { GuestMemory, type ContentExtent } from '../../src/memory/guest-memory.js';
import { WriteRegion } from '../../src/memory/write-region.js';
import { BigLock } from '../../src/migration/big-lock.js';
import { BitmapMutex } from '../../src/migration/bitmap-mutex.js';
import type { MigrationContext } from '../../src/migration/context.js';
import {
  NORMAL_PAGE_WIRE_BYTES,
  ZERO_PAGE_WIRE_BYTES,
  type MigrationCosts,
} from '../../src/migration/costs.js';
import { MigrationCounters } from '../../src/migration/counters.js';
import type { TransferObserver } from '../../src/migration/observer.js';
import { RamState } from '../../src/migration/ram-state.js';
import type { DirtyLogForm } from '../../src/host/dirty-tracking.js';
import { RandomStream } from '../../src/sim/random-stream.js';
import { VirtualClock } from '../../src/sim/virtual-clock.js';

/** Memory of one block that is zero but for `regions`, each given as [start, end). */
export function memoryWithRegions(
  totalPages: number,
  regions: readonly (readonly [number, number])[],
): GuestMemory {
  const extents: ContentExtent[] = [];
  let page = 0;
  for (const [start, end] of regions) {
    if (start > page) extents.push({ start: page, end: start, content: 'zero', region: null });
    extents.push({ start, end, content: 'workload', region: new WriteRegion(start, end) });
    page = end;
  }
  if (page < totalPages) {
    extents.push({ start: page, end: totalPages, content: 'zero', region: null });
  }
  return new GuestMemory([{ idstr: 'pc.ram', start: 0, end: totalPages }], extents);
}

const contentPage: TransferCost = { sendNs: 1000, wireBytes: NORMAL_PAGE_WIRE_BYTES, receiveNs: 0 };

/** Costs that are zero but for the pages: 1000 ns with content, 100 ns without. */
export function migrationCosts(changes: Partial<MigrationCosts> = {}): MigrationCosts {
  return {
    sync: ns(0),
    syncWaitsForVcpus: false,
    stopWaitsForSleepers: false,
    loggedPage: ns(0),
    walkedPage: ns(0),
    zeroPage: { sendNs: 100, wireBytes: ZERO_PAGE_WIRE_BYTES, receiveNs: 0 },
    contentPage,
    firstContentPage: { ...contentPage },
    timedWaitLate: ns(0),
    vcpuStop: ns(0),
    deviceStateBytes: 0,
    deviceSave: ns(0),
    deviceLoad: ns(0),
    vcpuStart: ns(0),
    linkLatency: ns(0),
    ...changes,
  };
}

export interface ContextChanges {
  readonly memory: GuestMemory;
  readonly form?: DirtyLogForm;
  readonly workloads?: readonly Workload[];
  readonly costs?: Partial<MigrationCosts>;
  readonly linkBytesPerNs?: number;
  readonly observer?: TransferObserver | null;
}

/** The parts of a migration with a link that is faster than the sender, and an idle guest. */
export function migrationContext(changes: ContextChanges): MigrationContext {
  const { memory, observer = null } = changes;
  const clock = new VirtualClock();
  const log = new DirtyLog(changes.form ?? 'clear-at-sync', memory);
  log.start();
  const bytesPerNs = changes.linkBytesPerNs ?? 1000;
  const link = new Link(
    { bytesPerNs, variability: 0, correlationTime: ns(1) },
    new RandomStream(''),
  );
  return {
    clock,
    guest: new Guest(memory, new RunClock(ns(0)), changes.workloads ?? [], observer),
    log,
    channel: new Channel(link, 1_000_000),
    ram: new RamState(memory),
    mutex: new BitmapMutex(clock),
    bigLock: new BigLock(clock, (time) => time, null),
    costs: migrationCosts(changes.costs),
    counters: new MigrationCounters(),
    observer,
    trace: null,
  };
}
