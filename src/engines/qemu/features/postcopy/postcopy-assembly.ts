import { MissingPages } from '../../../../memory/missing-pages.js';
import { MIB } from '../../../../memory/units.js';
import type { BandwidthWindow } from '../../../../migration/bandwidth-window.js';
import type { MigrationContext } from '../../../../migration/context.js';
import { NORMAL_PAGE_WIRE_BYTES, ZERO_PAGE_WIRE_BYTES } from '../../../../migration/costs.js';
import type { DirtySync } from '../../../../migration/dirty-sync.js';
import type { Downtime } from '../../../../migration/downtime.js';
import type { PageSender } from '../../../../migration/page-sender.js';
import type { MigrationStatus } from '../../../../migration/progress.js';
import { RateLimit } from '../../../../migration/rate-limit.js';
import type { StateTransfer } from '../../../../migration/state-transfer.js';
import type { RandomStream } from '../../../../sim/random-stream.js';
import { NS_PER_MS, NS_PER_US, type Nanoseconds, ns } from '../../../../sim/time.js';
import type { AssembledGuest } from '../../../guest-assembly.js';
import type { PostcopyMeasurements } from '../../../migration-result.js';
import type { QemuScenario } from '../../../scenario.js';
import type { QemuRules } from '../../qemu-rules.js';
import { Blocktime } from './blocktime.js';
import { mayPostcopy } from './postcopy.js';
import { NoticeTimes } from './notice-times.js';
import { PageSource } from './page-source.js';
import type { PostcopyCosts } from './postcopy-costs.js';
import type { PostcopyMonitor } from './postcopy-parts.js';
import type { PostcopyPhase } from './postcopy-phase.js';
import type { PostcopyRules } from './postcopy-rules.js';
import type { PostcopySwitchover } from './postcopy-switchover.js';

/** The classes of postcopy; the tests put in broken ones. */
export interface PostcopyClasses {
  readonly PostcopySwitchover: typeof PostcopySwitchover;
  readonly PostcopyPhase: typeof PostcopyPhase;
}

/** What a migration that may switch to postcopy is given. */
export interface PostcopySetup {
  /** Requests have a connection of their own. */
  readonly preempt: boolean;
  /** `max-postcopy-bandwidth`; 0 is unlimited. */
  readonly bytesPerSecond: number;
  readonly cpus: number;
  readonly detectsZeroPages: boolean;
  /** Mean time from a touch of a missing page to the destination's knowledge of it. */
  readonly fault: Nanoseconds;
  readonly costs: PostcopyCosts;
}

/** Null if postcopy was not asked for. A page is mapped anew: the destination has discarded it. */
export function postcopySetup(scenario: QemuScenario): PostcopySetup | null {
  if (!mayPostcopy(scenario)) return null;
  const { settings } = scenario;
  const host = scenario.host.numbers;
  return {
    preempt: settings.postcopyPreempt,
    bytesPerSecond: settings.maxPostcopyBandwidth * MIB,
    cpus: settings.cpus,
    detectsZeroPages: settings.zeroPageDetection !== 'none',
    fault: ns(host.faultUs * NS_PER_US),
    costs: {
      contentPage: {
        sendNs: host.contentPageNs,
        wireBytes: NORMAL_PAGE_WIRE_BYTES,
        receiveNs: host.receivePageNs + host.placePageNs,
      },
      zeroPage: {
        sendNs: host.untouchedPageNs,
        wireBytes: ZERO_PAGE_WIRE_BYTES,
        receiveNs: host.placeZeroPageNs,
      },
      discardRange: ns(host.discardRangeNs),
      request: ns(host.requestUs * NS_PER_US),
      wake: ns(host.wakeUs * NS_PER_US),
    },
  };
}

/** The parts of the migration that postcopy takes over. */
export interface PrecopyLeftovers {
  readonly context: MigrationContext;
  readonly assembled: AssembledGuest;
  readonly dirtySync: DirtySync;
  readonly sender: PageSender;
  readonly state: StateTransfer;
  readonly window: BandwidthWindow;
  /** Draws when faults are noticed. */
  readonly random: RandomStream;
  readonly monitor: PostcopyMonitor;
  setStatus(status: MigrationStatus): void;
  /** The bitmap sync of the switch is over. */
  afterSync(): void;
  /** When guestperf shuts the guest down, if the migration ends now. */
  shutDownAt(): Nanoseconds;
}

export interface PostcopyEnd {
  /** False if it was cancelled: then the guest is lost. */
  readonly isComplete: boolean;
  readonly downtime: Downtime;
  readonly measurements: PostcopyMeasurements;
}

/** Switches to postcopy now, and goes on to its end. */
export function runPostcopy(
  setup: PostcopySetup,
  qemu: QemuRules,
  left: PrecopyLeftovers,
  classes: PostcopyClasses,
): PostcopyEnd {
  const { assembled, context, dirtySync, random, sender, state, window } = left;
  const { clock, counters, ram } = context;
  const { costs } = setup;
  const rules = qemu.postcopy(setup.preempt);
  const begun = clock.now;
  left.setStatus(rules.statusDuringSwitch);
  const sync: DirtySync['sync'] = (cause) => {
    dirtySync.sync(cause);
    left.afterSync();
  };
  const switchover = new classes.PostcopySwitchover(context, sender, { sync }, costs, state);
  const { discarded, downtime, runsFrom } = switchover.run();
  showStatus(rules, runsFrom, left);
  const missing = new MissingPages(discarded);
  const guest = assembled.destinationGuest(missing, context.observer, context.guest.rings);
  const blocktime = new Blocktime(setup.cpus, rules.blocktimeInMilliseconds);
  const phase = new classes.PostcopyPhase(
    context,
    {
      guest,
      missing,
      source: new PageSource(ram, costs, setup.detectsZeroPages, guest.vcpuCount),
      blocktime,
      costs,
      rateLimit: new RateLimit(setup.bytesPerSecond, qemu.countsFlushedBytes),
      window,
      noticeTimes: new NoticeTimes(setup.fault, random),
      closeWindow: () => void window.update(clock.now, counters, dirtySync.remainingAtLastSync),
      monitor: left.monitor,
    },
    rules.service,
  );
  const isComplete = phase.run(runsFrom);
  const end = clock.now;
  guest.runTo(isComplete ? left.shutDownAt() : end);
  const { totalMs, vcpuMs } = blocktime.sums(end);
  return {
    isComplete,
    downtime,
    measurements: {
      startedMs: begun / NS_PER_MS,
      requests: phase.requests,
      ramBytes: phase.ramBytes,
      blocktimeMs: totalMs,
      vcpuBlocktimeMs: vcpuMs,
    },
  };
}

/** The status after the switch: at once, or when the destination has said that it has the package. */
function showStatus(rules: PostcopyRules, runsFrom: Nanoseconds, left: PrecopyLeftovers): void {
  const { clock, costs } = left.context;
  if (!rules.waitsForPackage) {
    left.setStatus('postcopy-active');
    return;
  }
  left.setStatus('postcopy-device');
  const loaded = ns(runsFrom - costs.vcpuStart + costs.linkLatency);
  clock.schedule(loaded, () => left.setStatus('postcopy-active'));
}
