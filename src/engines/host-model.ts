import type { LinkParameters } from '../host/link.js';
import { type TransferCost, transferCost } from '../host/transfer-cost.js';
import { PAGE_BYTES, PAGES_PER_MIB } from '../memory/units.js';
import {
  NORMAL_PAGE_WIRE_BYTES,
  ZERO_PAGE_WIRE_BYTES,
  type MigrationCosts,
} from '../migration/costs.js';
import type { VisitCosts } from '../guest/visit-costs.js';
import type { Host, HostNumbers } from '../profiles/host.js';
import { NS_PER_MS, NS_PER_S, NS_PER_US, ns } from '../sim/time.js';

/** A rate of a host profile, given in Gbit/s, in bytes a nanosecond. */
export function bytesPerNsOf(gbitPerSecond: number): number {
  return (gbitPerSecond * 1e9) / 8 / NS_PER_S;
}

/** The link of a host profile. */
export function linkParameters(host: HostNumbers): LinkParameters {
  return {
    bytesPerNs: bytesPerNsOf(host.linkGbitPerSecond),
    variability: host.linkVariability,
    correlationTime: ns(host.linkCorrelationMs * NS_PER_MS),
  };
}

/** What the migration's work costs on a host, with a guest of `ramGib`. */
export function migrationCosts(
  { accelerator, numbers: host }: Host,
  ramGib: number,
  stopWaitsForSleepers = false,
): MigrationCosts {
  const { contentPageNs, receiveFirstTouchNs, receivePageNs } = host;
  const contentPage = (receiveNs: number): TransferCost =>
    transferCost(contentPageNs, NORMAL_PAGE_WIRE_BYTES, receiveNs);
  return {
    sync: ns((host.syncFixedUs + host.syncUsPerGib * ramGib) * NS_PER_US),
    syncWaitsForVcpus: accelerator === 'tcg',
    stopWaitsForSleepers,
    loggedPage: ns(host.loggedPageNs),
    walkedPage: ns(host.bitmapWalkPageNs),
    zeroPage: transferCost(host.untouchedPageNs, ZERO_PAGE_WIRE_BYTES, 0),
    contentPage: contentPage(receivePageNs),
    firstContentPage: contentPage(receivePageNs + receiveFirstTouchNs),
    timedWaitLate: ns(host.timedWaitLateUs * NS_PER_US),
    vcpuStop: ns(host.vcpuStopUs * NS_PER_US),
    deviceStateBytes: host.deviceStateKib * 1024,
    deviceSave: ns(host.deviceSaveUs * NS_PER_US),
    deviceLoad: ns(host.deviceLoadUs * NS_PER_US),
    vcpuStart: ns(host.vcpuStartUs * NS_PER_US),
    linkLatency: ns(host.linkLatencyUs * NS_PER_US),
  };
}

/** What a page costs each of `cpus` vCPUs that write at the same time, as fast as they can. */
export function fullSpeedCosts(host: HostNumbers, cpus: number): VisitCosts {
  const mbPerSecond = Math.min(host.vcpuWriteMbPerSecond, host.memoryWriteMbPerSecond / cpus);
  const visit = ns((PAGE_BYTES / (mbPerSecond * 1e6)) * NS_PER_S);
  return {
    faultIn: ns(visit + host.guestFaultInNs),
    visit,
    writeFault: ns(host.writeFaultNs),
  };
}

/** The costs of a workload that visits pages at a pace, in MiB of pages a second of running. */
export function pacedCosts(fullSpeed: VisitCosts, mibPerSecond: number): VisitCosts {
  return { ...fullSpeed, visit: ns(NS_PER_S / (mibPerSecond * PAGES_PER_MIB)) };
}
