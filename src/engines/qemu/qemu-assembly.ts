import { RunClock } from '../../guest/run-clock.js';
import { Channel } from '../../host/channel.js';
import { Link } from '../../host/link.js';
import { MIB, PAGES_PER_GIB } from '../../memory/units.js';
import { BandwidthWindow } from '../../migration/bandwidth-window.js';
import { BigLock } from '../../migration/big-lock.js';
import { BitmapMutex } from '../../migration/bitmap-mutex.js';
import { ContentReader } from '../../migration/content-reader.js';
import type { MigrationContext } from '../../migration/context.js';
import { MigrationCounters } from '../../migration/counters.js';
import { DestinationCopies } from '../../migration/destination-copies.js';
import { Monitor, monitorLimits, POLL_NS } from '../../migration/monitor.js';
import { Oracle } from '../../migration/oracle.js';
import { Precopy } from '../../migration/precopy.js';
import { RamState } from '../../migration/ram-state.js';
import { RateLimit } from '../../migration/rate-limit.js';
import { RingReaper } from '../../migration/ring-reaper.js';
import { SwitchoverTimeline } from '../../migration/switchover-timeline.js';
import type { TraceListener } from '../../migration/trace.js';
import { RandomStreams } from '../../sim/random-stream.js';
import { NS_PER_US, type Nanoseconds, ns } from '../../sim/time.js';
import { VirtualClock } from '../../sim/virtual-clock.js';
import { WorkBudget } from '../../sim/work-budget.js';
import { AssembledGuest } from '../guest-assembly.js';
import { linkParameters, migrationCosts } from '../host-model.js';
import type { QemuScenario } from '../scenario.js';
import { assembleTrigger, autoConvergeRule } from './features/auto-converge/throttle-assembly.js';
import * as backgroundSyncs from './features/background-sync/background-sync-assembly.js';
import * as compressions from './features/compression/compression-assembly.js';
import * as deviceStates from './features/device-state/device-state-assembly.js';
import * as dirtyLimits from './features/dirty-limit/dirty-limit-assembly.js';
import { dirtyTrackingOf } from './features/dirty-limit/settings.js';
import * as freePagePolicies from './features/free-page/free-page-assembly.js';
import * as multifd from './features/multifd/multifd-assembly.js';
import { postcopySetup } from './features/postcopy/postcopy-assembly.js';
import { firstDowntimeLimitMs } from './features/stop-conditions/settings.js';
import * as strategies from './features/strategy/strategy-assembly.js';
import { assembleEndings } from './features/stop-conditions/ending-assembly.js';
import { hasThrottle } from './features/strategy/hooks-of-scenario.js';
import { StopAssembly, stopParameters } from './features/stop-conditions/stop-assembly.js';
import { assembleXbzrle, xbzrleParameters } from './features/xbzrle/xbzrle-assembly.js';
import type { TransferParts } from './qemu-parts.js';
import { QemuQuery } from './qemu-query.js';
import { qemuRules } from './qemu-rules.js';
import { backgroundSyncBy } from './rules/background-sync.js';
import { Throttling } from './rules/throttling.js';
import { memoryAsSeen } from './under-way/memory-as-seen.js';
import { pagesSeen } from './under-way/pages-seen.js';
import { beginningOf } from './under-way/times-seen.js';

/** The parts of a migration that its course goes through. */
export type QemuAssembly = ReturnType<typeof assembleQemu>;

/** Puts the parts of a migration by QEMU together, each from those before it. */
export function assembleQemu(
  scenario: QemuScenario,
  trace: TraceListener | null,
  parts: TransferParts,
) {
  const { settings, verify } = scenario;
  const rules = qemuRules(scenario.version);
  const host = scenario.host.numbers;
  const streams = new RandomStreams(scenario.seed, scenario.repeat);
  const { guestFrom, seen, start } = beginningOf(scenario);
  const clock = new VirtualClock(new WorkBudget(), start);
  const link = new Link(linkParameters(host), streams.stream('link'), clock.work, start);
  const timeline = new SwitchoverTimeline();

  // The guest, its dirty log, and who proves that no page is lost.
  const oversleep = ns(host.throttleOversleepUs * NS_PER_US);
  const runClock = hasThrottle(scenario.strategy)
    ? new parts.VcpuRunClocks(oversleep, guestFrom, settings.cpus)
    : new RunClock(oversleep, guestFrom);
  const assembled = new AssembledGuest(scenario, streams, runClock, clock.work, 0, guestFrom);
  const memory = seen === null ? assembled.memory : memoryAsSeen(assembled.memory, pagesSeen(seen));
  const ring = dirtyLimits.ringParameters(scenario);
  const rings = dirtyLimits.assembleRings(ring, assembled.programs, runClock, assembled.speed);
  const delta = xbzrleParameters(scenario);
  const copies =
    verify && delta?.encodes === true ? new DestinationCopies(assembled.workloads) : null;
  const oracle = verify ? new Oracle(memory, copies) : null;
  const tracking = dirtyTrackingOf(settings);
  const context: MigrationContext = {
    clock,
    guest: assembled.guest(oracle, rings),
    log: new parts.DirtyLog(tracking, memory),
    channel: new Channel(link, host.socketBufferKib * 1024),
    ram: new RamState(memory),
    mutex: new BitmapMutex(clock),
    bigLock: new BigLock(
      clock,
      (time) => monitor.nextPoll(time),
      // Under TCG a sync gives the lock back while it waits for sleepers; rings have clocks of their own.
      scenario.host.accelerator === 'kvm' && rings === null ? runClock : null,
    ),
    costs: migrationCosts(
      scenario.host,
      memory.totalPages / PAGES_PER_GIB,
      rules.stopWaitsForSleepers,
    ),
    counters: new MigrationCounters(),
    observer: oracle,
    trace,
  };

  // What throttles the guest, and what makes pages smaller.
  const reaper = rings && new RingReaper(context, rings);
  const limit = dirtyLimits.dirtyLimitParameters(scenario);
  const trigger = assembleTrigger(scenario, context, rules.trigger);
  const dirtyLimit = dirtyLimits.assembleDirtyLimit(limit, ring, context, reaper, trigger);
  const strategy = strategies.assembleStrategy(scenario, context, streams);
  const throttle = strategies.strategyThrottleRule(strategy) ?? autoConvergeRule(scenario, trigger);
  const throttling = throttle && new Throttling(throttle, context, () => looked);
  const holding = strategies.assembleStrategyHoldBack(strategy, context, () => looked);
  const stops = stopParameters(scenario);
  const endings = assembleEndings(
    stops,
    strategies.strategyCompletionRule(strategy, scenario),
    context,
    () => looked,
    () => stop.target(monitor),
  );
  const reader = new ContentReader(context);
  const xbzrle = assembleXbzrle(delta, context, reader, copies, parts);
  const compression = compressions.assembleCompression(
    compressions.compressionParameters(scenario),
    context,
    reader,
    () => xbzrle?.encoding?.isStarted !== true,
  );

  // What syncs the bitmap, and who listens to that.
  const syncInBackground = (now: Nanoseconds): Nanoseconds => {
    const end = dirtySync.syncInBackground(now);
    monitor.afterSync();
    return end;
  };
  const freePages = freePagePolicies.assembleFreePagePolicy(
    freePagePolicies.freePageParameters(scenario),
    context,
    assembled.freeMemory(),
    syncInBackground,
  );
  const form = backgroundSyncs.backgroundSyncParameters(scenario);
  const merge = backgroundSyncs.assembleMerge(form, memory, parts);
  const dirtySync = new parts.DirtySync(context, holding?.merge(merge) ?? merge, {
    periods: present([throttling, dirtyLimit, xbzrle?.statistics ?? null, compression.statistics]),
    notifiers: present([freePages, holding?.holdBack ?? null, ...endings.all]),
  });
  const available = settings.availSwitchoverBandwidth * MIB;
  const window = new BandwidthWindow(firstDowntimeLimitMs(settings), ns(0), 0, available);
  const looked = { context, runClock, dirtySync, window, vcpus: settings.cpus };
  const inBackground =
    strategies.strategySyncRule(strategy) ?? backgroundSyncs.backgroundSyncRule(form);
  const backgroundSync =
    inBackground && backgroundSyncBy(inBackground, context, looked, () => monitor.afterSync());

  // What sends RAM and device state.
  const sending = multifd.senderParameters(scenario);
  const channels = multifd.assembleChannels(sending.multifd, link, timeline);
  const devices = deviceStates.deviceStateParameters(scenario);
  const state = deviceStates.assembleDeviceState(devices, context, channels, timeline);
  const sender = multifd.assembleSender(
    sending,
    context,
    channels,
    state,
    rules.multifd,
    timeline,
    present([xbzrle?.encoding ?? null, compression.encoding]),
    parts,
  );

  // Who ends the migration, and who watches it.
  const stop = new StopAssembly(stops, endings, context, window);
  const { showsDeviceState } = rules;
  const query = new QemuQuery({ context, window, runClock, dirtyLimit, showsDeviceState });
  const monitor = new Monitor(
    clock,
    monitorLimits(settings.maxIters, settings.maxTime),
    (polledAtMs) => query.migrate(polledAtMs),
    stop.pollPause,
    query,
    stop.pollPostcopy,
    pollPhase(settings, streams),
  );
  endings.operator?.start();

  // The loop, and what follows it.
  const postcopy = postcopySetup(scenario);
  const rateLimit = new RateLimit(settings.bandwidth * MIB, rules.countsFlushedBytes);
  const waits = { ...rules.completion, waitsForDestination: postcopy !== null };
  const completion = new parts.Completion(context, sender, dirtySync, waits, state, timeline);
  const { control } = stop;
  const request = postcopy && stop.postcopy;
  const precopy = new Precopy(
    context,
    { window, rateLimit, dirtySync, sender, completion, monitor, control, postcopy: request },
    rules.pending,
  );
  return {
    guestFrom,
    rules,
    host,
    streams,
    timeline,
    assembled,
    oracle,
    context,
    reaper,
    runClock,
    trigger,
    throttling,
    holdBack: holding?.holdBack ?? null,
    endings,
    xbzrle,
    compression,
    freePages,
    dirtySync,
    backgroundSync,
    state,
    sender,
    window,
    stop,
    query,
    monitor,
    postcopy,
    precopy,
  };
}

function present<Part>(some: readonly (Part | null)[]): readonly Part[] {
  return some.filter((part) => part !== null);
}

/** Nobody knows when guestperf's first poll came: anywhere within a period, if what is uncertain is drawn. */
function pollPhase({ uncertain }: QemuScenario['settings'], streams: RandomStreams): Nanoseconds {
  return ns(uncertain ? Math.floor(streams.stream('polls').uniform() * POLL_NS) : 0);
}
