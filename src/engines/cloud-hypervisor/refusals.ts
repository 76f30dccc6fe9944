import { workloadMemoryMib, type Workload } from '../../profiles/workload.js';
import type { Refusal, RefusalContext } from '../refusal.js';
import type { CloudHypervisorVariant } from './cloud-hypervisor.js';
import { type CloudHypervisorRules, cloudHypervisorRules } from './cloud-hypervisor-rules.js';
import type { CloudHypervisorSettings } from './settings.js';

/** What a refusal of a migration by Cloud Hypervisor looks at. */
export interface CloudHypervisorRefusalContext extends RefusalContext<
  CloudHypervisorSettings,
  CloudHypervisorVariant
> {
  readonly workload: Workload;
}

type CloudHypervisorRefusal = Refusal<CloudHypervisorRefusalContext>;

/** A parameter that a variant may not have. */
function absent(
  subject: 'downtime' | 'timeout' | 'timeoutStrategy',
  what: string,
  isIn: (rules: CloudHypervisorRules) => boolean,
): CloudHypervisorRefusal {
  return {
    subject,
    source: 'Cloud Hypervisor, VmSendMigrationData at that state',
    problem: ({ given, version }) =>
      given.has(subject) && !isIn(cloudHypervisorRules[version])
        ? { problem: `${version} has no ${what}` }
        : null,
  };
}

const parameterRefusals: readonly CloudHypervisorRefusal[] = [
  {
    subject: 'connections',
    source: 'Cloud Hypervisor, MAX_MIGRATION_CONNECTIONS',
    problem({ settings: { connections }, version }) {
      const { maxConnections } = cloudHypervisorRules[version];
      if (connections <= maxConnections) return null;
      return {
        value: String(connections),
        problem: `is too many for ${version}`,
        allowed: String(maxConnections),
      };
    },
  },
  absent(
    'downtime',
    'downtime limit, it sends five passes at most',
    ({ defaultDowntimeMs }) => defaultDowntimeMs !== null,
  ),
  // `cyberus-mid` knows a timeout, and has none by default.
  absent('timeout', 'timeout', ({ stopRule }) => stopRule !== 'five-passes'),
  absent('timeoutStrategy', 'timeout strategy', ({ hasTimeoutStrategy }) => hasTimeoutStrategy),
];

const timeRefusal: CloudHypervisorRefusal = {
  subject: 'downtime',
  source: "Cyberus Technology's fork of 2025, vmm/src/api/mod.rs",
  problem({ name, settings, version }) {
    const { stopRule } = cloudHypervisorRules[version];
    const downtimeMs = settings.downtime ?? 0;
    const seconds = settings.timeout ?? Infinity;
    if (stopRule !== 'pending-bytes' || downtimeMs < seconds * 1000) return null;
    return {
      value: String(downtimeMs),
      problem: `is not shorter than ${name('timeout')} ${seconds} s`,
    };
  },
};

const deviceRefusals: readonly CloudHypervisorRefusal[] = [
  {
    subject: 'vhostUserMem',
    source: 'its buffers are guest RAM that the workload leaves',
    problem({ settings, workload }) {
      const { mem, vhostUserMem, vmMem } = settings;
      const left = Math.min(mem * 1024, vmMem) - workloadMemoryMib(workload);
      if (vhostUserMem === null || vhostUserMem <= left) return null;
      if (left < 1) {
        return { problem: "the workload leaves nothing of the guest's RAM (--mem)" };
      }
      return {
        value: String(vhostUserMem),
        problem: "does not fit into the guest's RAM beside the workload",
        allowed: `up to ${Math.floor(left)} (MiB)`,
      };
    },
  },
  ...(['vhostUserRate', 'vhostUserInFlight'] as const).map((subject): CloudHypervisorRefusal => ({
    subject,
    source: 'a number of something that was not asked for is a mistake',
    problem: ({ given, name, settings }) =>
      given.has(subject) && settings.vhostUserMem === null
        ? { problem: `needs ${name('vhostUserMem')}` }
        : null,
  })),
];

const faultRefusal: CloudHypervisorRefusal = {
  subject: 'workerFault',
  source: 'the DirtyLogWorker that was proposed in 2026',
  problem({ name, settings, version }) {
    const { vhostUserInFlight, vhostUserMem, workerFault } = settings;
    if (workerFault === null) return null;
    const value = workerFault;
    if (!cloudHypervisorRules[version].dirtyLogWorker) {
      const problem = `needs the DirtyLogWorker of cyberus-dlw, and this is ${version}`;
      return { value, problem };
    }
    const needsDevice = workerFault === 'sources' || workerFault === 'late-writes';
    if (needsDevice && vhostUserMem === null) {
      const device = name('vhostUserMem');
      return { value, problem: `does nothing without a device that writes: needs ${device}` };
    }
    if (workerFault !== 'late-writes' || vhostUserInFlight > 0) return null;
    return { value, problem: `does nothing with ${name('vhostUserInFlight')} 0` };
  },
};

/** What is refused of a migration by Cloud Hypervisor; the first that applies is told. */
export const cloudHypervisorRefusals: readonly CloudHypervisorRefusal[] = [
  ...parameterRefusals,
  timeRefusal,
  ...deviceRefusals,
  faultRefusal,
];
