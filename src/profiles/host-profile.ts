import * as z from 'zod/mini';
import { freePageReportingSchema } from '../engines/qemu/features/free-page/free-pages.js';
import { hostCloudHypervisorSchema } from './host-cloud-hypervisor.js';
import { hostPostcopySchema } from './host-postcopy.js';
import { hostEncodingSchema } from './host-encoding.js';
import { hostTransferSchema } from './host-transfer.js';
import { parameterSchema, positiveParameterSchema } from './provenance.js';
import { qemuVersions } from './qemu-version.js';

/**
 * When the kernel write-protects a logged page again.
 *
 * - `clear-at-sync`: `KVM_GET_DIRTY_LOG` returns the log and re-protects at once.
 * - `manual-protect`: the log is only copied at the sync; a 1 GiB chunk is cleared and
 *   re-protected when its first page is sent (`KVM_CLEAR_DIRTY_LOG`).
 */
export const dirtyLogForms = ['clear-at-sync', 'manual-protect'] as const;
export type DirtyLogForm = (typeof dirtyLogForms)[number];

/**
 * What runs the vCPUs. Under `tcg` a bitmap sync has to wait until each vCPU has left its throttle
 * sleep; under `kvm` it has not.
 */
export const accelerators = ['kvm', 'tcg'] as const;
export type Accelerator = (typeof accelerators)[number];

/**
 * The physical parameters of a pair of hosts and of the guest that they run. Each carries its
 * provenance; the unit is in the name.
 */
export const hostParametersSchema = z.strictObject({
  /** Mean rate of the link in 10^9 bit/s. */
  linkGbitPerSecond: positiveParameterSchema,
  /** Standard deviation of the link's rate, relative to its mean. */
  linkVariability: parameterSchema,
  /** Time over which the link's rate stays correlated, ms. */
  linkCorrelationMs: positiveParameterSchema,
  /** One-way latency of the link, microseconds. */
  linkLatencyUs: parameterSchema,
  /** Bytes that the sender may be ahead of the receiver: socket buffers, KiB. */
  socketBufferKib: parameterSchema,
  /** Migration thread's time to test one never-touched page for zero, ns. */
  untouchedPageNs: parameterSchema,
  /** Migration thread's time to test and write one page with content, ns. */
  contentPageNs: parameterSchema,
  /** What one vCPU alone writes, 10^6 byte/s. */
  vcpuWriteMbPerSecond: positiveParameterSchema,
  /** What all vCPUs together write at most, 10^6 byte/s. */
  memoryWriteMbPerSecond: positiveParameterSchema,
  /** Guest's time to touch a page for the first time (fault-in), ns. */
  guestFaultInNs: parameterSchema,
  /** Guest's time for a write to a page that the dirty log protects, ns. */
  writeFaultNs: parameterSchema,
  /** Migration thread's time for any bitmap sync, microseconds. */
  syncFixedUs: parameterSchema,
  /** Migration thread's time in a bitmap sync for each GiB of guest RAM, microseconds. */
  syncUsPerGib: parameterSchema,
  /** Migration thread's time for each logged page that is collected and protected again, ns. */
  loggedPageNs: parameterSchema,
  /** Destination's time to place a page that it holds already, ns. */
  receivePageNs: parameterSchema,
  /** Destination's additional time when it touches a page for the first time, ns. */
  receiveFirstTouchNs: parameterSchema,
  /** Source's time to stop all vCPUs, microseconds. */
  vcpuStopUs: parameterSchema,
  /** Bytes of device state, KiB. */
  deviceStateKib: parameterSchema,
  /** Source's time to save the device state, microseconds. */
  deviceSaveUs: parameterSchema,
  /** Destination's time to load the device state, microseconds. */
  deviceLoadUs: parameterSchema,
  /** Destination's time to start the vCPUs, microseconds. */
  vcpuStartUs: parameterSchema,
  /** Time by which a throttled vCPU oversleeps, microseconds for each sleep. */
  throttleOversleepUs: parameterSchema,
  /** Guest memory in use by its kernel beside the page descriptors, MiB. */
  guestKernelMib: parameterSchema,
  /** Guest memory that was used during boot and is free, with content, until a workload takes it, MiB. */
  guestFreedMib: parameterSchema,
  /** Spread of the vCPUs' starting times when the workload begins, ms. */
  workloadStartSpreadMs: parameterSchema,
  /** Standard deviation of the guest's speed from run to run, relative. */
  guestSpeedSpread: parameterSchema,
});

export const hostProfileSchema = z.strictObject({
  $schema: z.optional(z.string()),
  name: z.string().check(z.regex(/^[a-z0-9][a-z0-9-]*$/)),
  description: z.string().check(z.minLength(1)),
  qemu: z.enum(qemuVersions),
  /** `tcg` where QEMU emulates the CPUs in software; `kvm` if absent. */
  accelerator: z.optional(z.enum(accelerators)),
  dirtyLog: z.enum(dirtyLogForms),
  parameters: hostParametersSchema,
  /** Source's time to protect one page with content when dirty logging starts, ns; 0 if absent. */
  logStartPageNs: z.optional(parameterSchema),
  /** A vCPU's way out of the guest and back when its dirty ring is full, microseconds; 20 if absent. */
  ringFullExitUs: z.optional(parameterSchema),
  /** How fast the guest reports its free pages. */
  freePageReporting: z.optional(freePageReportingSchema),
  /** What multifd and VFIO devices ask of the hosts; defaults where absent. */
  transfer: z.optional(hostTransferSchema),
  /** What Cloud Hypervisor's migration asks of the hosts; defaults where absent. */
  cloudHypervisor: z.optional(hostCloudHypervisorSchema),
  /** What postcopy asks of the hosts; defaults where absent. */
  postcopy: z.optional(hostPostcopySchema),
  /** How fast the hosts compress; defaults where absent. */
  encoding: z.optional(hostEncodingSchema),
});

export type HostProfile = z.infer<typeof hostProfileSchema>;
export type HostParameterName = keyof z.infer<typeof hostParametersSchema>;

/** The values of a profile without their provenance; what the model reads. */
export type HostParameters = Readonly<Record<HostParameterName, number>>;

/** Drops the provenance of a profile's parameters. */
export function hostParameterValues(profile: HostProfile): HostParameters {
  const entries = Object.entries(profile.parameters).map(
    ([name, parameter]) => [name, parameter.value] as const,
  );
  return Object.fromEntries(entries) as HostParameters;
}
