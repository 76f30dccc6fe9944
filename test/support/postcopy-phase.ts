import { ns } from '../../src/sim/time.js';
import { DestinationGuest } from '../../src/guest/destination-guest.js';
import { DestinationProgram } from '../../src/guest/destination-program.js';
import { DestinationVcpu } from '../../src/guest/destination-vcpu.js';
import { StressWorkload } from '../../src/guest/stress-workload.js';
import { MissingPages } from '../../src/memory/missing-pages.js';
import { BandwidthWindow } from '../../src/migration/bandwidth-window.js';
import { Blocktime } from '../../src/engines/qemu/features/postcopy/blocktime.js';
import { PageSource } from '../../src/engines/qemu/features/postcopy/page-source.js';
import type { PostcopyCosts } from '../../src/engines/qemu/features/postcopy/postcopy-costs.js';
import { PostcopyPhase } from '../../src/engines/qemu/features/postcopy/postcopy-phase.js';
import type { RequestService } from '../../src/engines/qemu/features/postcopy/postcopy-rules.js';
import { RateLimit } from '../../src/migration/rate-limit.js';
import { memoryWithRegions, migrationContext } from './engine.js';

const VISIT_NS = 1000;

export interface PhaseSettings {
  readonly service?: RequestService;
  /** max-postcopy-bandwidth in bytes a second. */
  readonly bytesPerSecond?: number;
  /** Whether a vCPU sweeps over the region, from the middle on. */
  readonly runs?: boolean;
  readonly isCancelled?: boolean;
}

/**
 * A region of 32 pages, 64 to 95, of which all are missing, and that one vCPU sweeps over at 1000 ns a
 * page, beginning at page 80. A page takes 1000 ns to send, 1000 to travel and none to place; a fault is
 * noticed after 100 ns, its request needs 200 beside the latency, and a wake-up takes 50.
 */
export function postcopyPhase(settings: PhaseSettings = {}) {
  const { service = 'queue', bytesPerSecond = 0, runs = true } = settings;
  const memory = memoryWithRegions(256, [[64, 96]]);
  const [region] = memory.regions;
  const workload = new StressWorkload(region, {
    faultIn: ns(VISIT_NS),
    visit: ns(VISIT_NS),
    writeFault: ns(0),
  });
  workload.run(ns(48 * VISIT_NS), ns(0), null);
  const context = migrationContext({ memory, costs: { linkLatency: ns(1000) } });
  context.ram.skip(0, 64);
  context.ram.skip(96, 256);
  context.guest.stop(ns(0));
  const costs: PostcopyCosts = {
    contentPage: context.costs.contentPage,
    zeroPage: context.costs.zeroPage,
    discardRange: ns(0),
    request: ns(200),
    wake: ns(50),
  };
  const missing = new MissingPages(context.ram.dirty);
  const program = new DestinationProgram(workload, ns(48 * VISIT_NS), 1, missing, null);
  const guest = new DestinationGuest(runs ? [new DestinationVcpu([program])] : []);
  const blocktime = new Blocktime(1, false);
  const window = new BandwidthWindow(300, ns(0), 0);
  const phase = new PostcopyPhase(
    context,
    {
      guest,
      missing,
      source: new PageSource(context.ram, costs, true, 1),
      blocktime,
      costs,
      rateLimit: new RateLimit(bytesPerSecond, false),
      window,
      noticeTimes: { next: () => ns(100) },
      closeWindow: () =>
        void window.update(
          context.clock.now,
          { transferredBytes: context.counters.transferredBytes, dirtyPagesPerSecond: 0 },
          0,
        ),
      monitor: { cancelReason: settings.isCancelled === true ? 'max-time' : null },
    },
    service,
  );
  return { context, phase, blocktime, missing, guest };
}
