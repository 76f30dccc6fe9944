import { MissingPages } from '../../../../memory/missing-pages.js';
import { MIB } from '../../../../memory/units.js';
import type { BandwidthWindow } from '../../../../migration/bandwidth-window.js';
import type { MigrationContext } from '../../../../migration/context.js';
import { ZERO_PAGE_WIRE_BYTES } from '../../../../migration/costs.js';
import type { StateTransfer } from '../device-state/state-transfer.js';
import type { DirtySync } from '../../../../migration/dirty-sync.js';
import type { Downtime } from '../../../../migration/downtime.js';
import type { PageSender } from '../../../../migration/page-sender.js';
import { Blocktime } from './blocktime.js';
import { PageSource } from './page-source.js';
import type { PostcopyCosts } from './postcopy-costs.js';
import type { PostcopyPhase } from './postcopy-phase.js';
import type { PostcopyRules } from './postcopy-rules.js';
import type { PostcopySwitchover } from './postcopy-switchover.js';
import type { MigrationStatus } from '../../../../migration/progress.js';
import { RateLimit } from '../../../../migration/rate-limit.js';
import type { PostcopyMeasurements } from '../../../migration-result.js';
import type { HostProfile } from '../../../../profiles/host-profile.js';
import { hostParameterValues } from '../../../../profiles/host-profile.js';
import { hostPostcopyValues } from '../../../../profiles/host-postcopy.js';
import type { PostcopyParameters } from './postcopy.js';
import type { QemuScenario } from '../../../scenario.js';
import { RandomStreams } from '../../../../sim/random-stream.js';
import { NS_PER_MS, NS_PER_US, type Nanoseconds } from '../../../../sim/time.js';
import type { AssembledGuest } from '../../../guest-assembly.js';
import { qemuRules } from '../../qemu-rules.js';

/** The classes of postcopy; the tests put in broken ones. */
export interface PostcopyClasses {
  readonly PostcopySwitchover: typeof PostcopySwitchover;
  readonly PostcopyPhase: typeof PostcopyPhase;
}

/** The parts of the migration that postcopy takes over. */
export interface PostcopySetting {
  readonly context: MigrationContext;
  readonly assembled: AssembledGuest;
  readonly dirtySync: DirtySync;
  readonly sender: PageSender;
  readonly state: StateTransfer;
  readonly window: BandwidthWindow;
  isCancelled(): boolean;
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
  scenario: QemuScenario,
  parameters: PostcopyParameters,
  setting: PostcopySetting,
  classes: PostcopyClasses,
): PostcopyEnd {
  const { assembled, context, dirtySync, sender, state } = setting;
  const { clock, ram } = context;
  const rules = qemuRules(scenario.version).postcopy(parameters.preempt);
  const costs = postcopyCosts(scenario.host, context);
  const begun = clock.now;
  setting.setStatus(rules.statusDuringSwitch);
  const switchover = new classes.PostcopySwitchover(
    context,
    sender,
    {
      sync: (cause) => {
        dirtySync.sync(cause);
        setting.afterSync();
      },
    },
    costs,
    state,
  );
  const { discarded, downtime, runsFrom } = switchover.run();
  showStatus(rules, runsFrom, setting);
  const missing = new MissingPages(discarded);
  const guest = assembled.destinationGuest(missing, context.observer, context.guest.rings);
  const blocktime = new Blocktime(scenario.hardware.cpus, rules.blocktimeInMilliseconds);
  const detectsZeroPages = scenario.transfer?.zeroPageDetection !== 'none';
  const bytesPerSecond = parameters.maxBandwidthMibPerSecond * MIB;
  const phase = new classes.PostcopyPhase(
    context,
    {
      guest,
      missing,
      source: new PageSource(ram, costs, detectsZeroPages),
      blocktime,
      costs,
      rateLimit: new RateLimit(bytesPerSecond, qemuRules(scenario.version).countsFlushedBytes),
      window: setting.window,
      noticeTime: noticeTime(scenario),
      closeWindow: () => closeWindow(setting),
      isCancelled: () => setting.isCancelled(),
    },
    rules.service,
  );
  const isComplete = phase.run(runsFrom);
  const end = clock.now;
  guest.runTo(isComplete ? setting.shutDownAt() : end);
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
function showStatus(rules: PostcopyRules, runsFrom: Nanoseconds, setting: PostcopySetting): void {
  const { clock, costs } = setting.context;
  if (!rules.waitsForPackage) {
    setting.setStatus('postcopy-active');
    return;
  }
  setting.setStatus('postcopy-device');
  const loaded = runsFrom - costs.vcpuStart + costs.linkLatency;
  clock.schedule(loaded, () => setting.setStatus('postcopy-active'));
}

/** Exponential: a thread has to wake up. A fixed time would lock waits to the rhythm of the pages. */
function noticeTime({ host, repeat, seed }: QemuScenario): () => Nanoseconds {
  const random = new RandomStreams(seed, repeat).stream('postcopy-faults');
  const mean = hostPostcopyValues(host.postcopy).faultUs * NS_PER_US;
  return () => -Math.log(1 - random.uniform()) * mean;
}

function closeWindow({ context, dirtySync, window }: PostcopySetting): void {
  const { clock, counters } = context;
  window.update(
    clock.now,
    counters.transferredBytes,
    counters.dirtyPagesPerSecond,
    dirtySync.remainingAtLastSync,
  );
}

/** What postcopy costs on a host. A page is mapped anew: the destination has discarded it. */
function postcopyCosts(profile: HostProfile, { costs }: MigrationContext): PostcopyCosts {
  const host = hostParameterValues(profile);
  const postcopy = hostPostcopyValues(profile.postcopy);
  const place = postcopy.placePageNs ?? host.receiveFirstTouchNs;
  return {
    contentPage: { ...costs.contentPage, receiveNs: host.receivePageNs + place },
    zeroPage: {
      sendNs: host.untouchedPageNs,
      wireBytes: ZERO_PAGE_WIRE_BYTES,
      receiveNs: postcopy.placeZeroPageNs,
    },
    discardRange: postcopy.discardRangeNs,
    request: postcopy.requestUs * NS_PER_US,
    wake: postcopy.wakeUs * NS_PER_US,
  };
}
