import * as z from 'zod/mini';
import {
  cloudHypervisorVariants,
  timeoutStrategies,
  workerFaults,
} from '../engines/cloud-hypervisor/cloud-hypervisor.js';
import {
  dirtyLimitDefaults,
  dirtyLimitRanges,
} from '../engines/qemu/features/dirty-limit/dirty-ring.js';
import {
  compressLevelRange,
  compressThreadsRange,
  encodingDefaults,
  multifdCompressions,
} from '../engines/qemu/features/compression/encoding.js';
import { freePagePolicies } from '../engines/qemu/features/free-page/free-pages.js';
import { guestperfParametersSchema, maxMemGib } from './guestperf-parameters.js';
import { postcopyOptionsSchema } from '../engines/qemu/features/postcopy/postcopy.js';
import { qemuVersions } from '../profiles/qemu-version.js';
import { backgroundSyncForms } from '../engines/scenario.js';
import { stopOptionsSchema } from './stop-options.js';
import { workloadSchema } from '../profiles/workload.js';
import {
  deviceStateTransfers,
  multifdChannelRange,
  zeroPageDetections,
} from '../engines/qemu/features/multifd/transfer.js';

const suiteLoadSchema = z.strictObject({
  /** What the load is called beside its size: "light". */
  name: z.string().check(z.minLength(1)),
  /** Working set of all vCPUs together. */
  stressMib: z.optional(z.int().check(z.gte(1), z.lte(maxMemGib * 1024))),
  /** Instead of guestperf's stress. */
  workload: z.optional(workloadSchema),
});

const channels = z.int().check(z.gte(0), z.lte(multifdChannelRange.max));

/** Over how many streams a mode sends RAM and device state; as the options of `run`. */
const suiteTransferSchema = z.strictObject({
  multifdChannels: z._default(channels, 0),
  /** That of the QEMU version if absent. */
  zeroPageDetection: z.optional(z.enum(zeroPageDetections)),
  /** MiB of all VFIO devices together; what the host profile says if absent. */
  deviceStateMib: z.optional(z.number().check(z.nonnegative())),
  deviceStateTransfer: z._default(z.enum(deviceStateTransfers), 'serial'),
  deviceStateChannels: z._default(channels, 0),
});

/** A mode in which Cloud Hypervisor migrates the guest; as the options of `run`. */
const suiteCloudHypervisorSchema = z.strictObject({
  variant: z.enum(cloudHypervisorVariants),
  downtime: z.optional(z.int()),
  timeout: z.optional(z.int()),
  timeoutStrategy: z.optional(z.enum(timeoutStrategies)),
  connections: z.optional(z.int()),
  sharedMemory: z.optional(z.boolean()),
  vhostUserMem: z.optional(z.int().check(z.positive())),
  vhostUserRate: z.optional(z.int().check(z.positive())),
  vhostUserInFlight: z.optional(z.int().check(z.nonnegative())),
  workerFault: z.optional(z.enum(workerFaults)),
});

const { mibPerSecond, periodMs } = dirtyLimitRanges;

/** As the options of `run`; guestperf's defaults where absent. */
const suiteDirtyLimitSchema = z.strictObject({
  mibPerSecond: z._default(
    z.int().check(z.gte(mibPerSecond.min), z.lte(mibPerSecond.max)),
    dirtyLimitDefaults.mibPerSecond,
  ),
  periodMs: z._default(
    z.int().check(z.gte(periodMs.min), z.lte(periodMs.max)),
    dirtyLimitDefaults.periodMs,
  ),
});

/** What makes pages smaller in a mode; as the options of `run`. */
const suiteEncodingSchema = z.strictObject({
  xbzrle: z.optional(
    z.strictObject({
      /** Of `mem`, rounded down to a power of two. */
      cachePercent: z._default(
        z.number().check(z.positive(), z.lte(100)),
        encodingDefaults.xbzrleCachePercent,
      ),
    }),
  ),
  compress: z.optional(
    z.strictObject({
      threads: z._default(
        z.int().check(z.gte(compressThreadsRange.min), z.lte(compressThreadsRange.max)),
        encodingDefaults.compressThreads,
      ),
      level: z._default(
        z.int().check(z.gte(compressLevelRange.min), z.lte(compressLevelRange.max)),
        encodingDefaults.compressLevel,
      ),
      waitThread: z._default(z.boolean(), true),
    }),
  ),
  multifdCompression: z.optional(
    z.strictObject({
      method: z.enum(multifdCompressions),
      level: z._default(z.int().check(z.gte(0), z.lte(20)), encodingDefaults.multifdLevel),
    }),
  ),
});

const suiteModeSchema = z.strictObject({
  /** As the tables print it. */
  name: z.string().check(z.minLength(1)),
  backgroundSync: z._default(z.enum(backgroundSyncForms), 'off'),
  responsiveThrottle: z._default(z.boolean(), false),
  /** How a migration that does not converge is ended; only guestperf's limits if absent. */
  stop: z.optional(stopOptionsSchema),
  freePageHint: z.optional(z.enum(freePagePolicies)),
  /** Precopy only if absent, unless the policy starts postcopy. */
  postcopy: z.optional(postcopyOptionsSchema),
  /** Entries of each vCPU's dirty ring; a bitmap if absent. */
  dirtyRingSize: z.optional(z.int().check(z.nonnegative())),
  /** None if absent. */
  dirtyLimit: z.optional(suiteDirtyLimitSchema),
  /** One plain stream if absent. */
  transfer: z.optional(suiteTransferSchema),
  /** Another engine than QEMU; excludes what QEMU has. */
  cloudHypervisor: z.optional(suiteCloudHypervisorSchema),
  /** Pages travel as they are if absent. */
  encoding: z.optional(suiteEncodingSchema),
});

/** A file of `profiles/suites/`: a command line under several loads and modes of convergence. */
export const suiteSchema = z.strictObject({
  $schema: z.optional(z.string()),
  name: z.string().check(z.regex(/^[a-z0-9][a-z0-9-]*$/)),
  description: z.string().check(z.minLength(1)),
  /** Name of the published tables that the suite reproduces. */
  reference: z.optional(z.string()),
  /** Part of `other-published-figures` that the suite's figures are printed beside. */
  figures: z.optional(z.string()),
  /** Figures to print with them, of which nothing was published. */
  alsoShows: z.optional(z.array(z.string())),
  /** RAM of the VM where it is not guestperf's `mem` and 512 MiB. */
  vmMib: z.optional(z.int().check(z.positive())),
  /** Name or path of the host profile. */
  host: z.string().check(z.minLength(1)),
  /** QEMU version; that of the host profile if absent. */
  qemu: z.optional(z.enum(qemuVersions)),
  /** The parameters of the command, by its flags; guestperf's defaults where absent. */
  defaults: guestperfParametersSchema,
  loads: z.array(suiteLoadSchema).check(z.minLength(1)),
  modes: z.array(suiteModeSchema).check(z.minLength(1)),
  /** Runs of each load and mode. */
  repeats: z.int().check(z.gte(1), z.lte(100_000)),
});

export type Suite = z.infer<typeof suiteSchema>;
export type SuiteLoad = z.infer<typeof suiteLoadSchema>;
export type SuiteMode = z.infer<typeof suiteModeSchema>;
