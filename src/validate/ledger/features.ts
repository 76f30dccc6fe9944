import { cloudHypervisorRules } from '../../engines/cloud-hypervisor/cloud-hypervisor-rules.js';
import { mayPostcopy } from '../../engines/qemu/features/postcopy/postcopy.js';
import { pausePlanOf } from '../../engines/qemu/features/stop-conditions/settings.js';
import type {
  CloudHypervisorScenario,
  QemuScenario,
  Scenario,
  Vmm,
} from '../../engines/scenario.js';

type Uses<Of> = Readonly<Record<string, (scenario: Of) => boolean>>;

/** The features of QEMU, by the names of their folders, and whether a migration uses them. */
const ofQemu: Uses<QemuScenario> = {
  'auto-converge': ({ settings }) => settings.autoConverge,
  'background-sync': ({ settings }) => settings.backgroundSync !== 'off',
  compression: ({ settings }) => settings.compressionMt || settings.multifdCompression !== 'none',
  'device-state': ({ settings }) => settings.deviceState > 0,
  'dirty-limit': ({ settings }) => settings.dirtyLimit,
  'free-page': ({ settings }) => settings.freePageHint !== 'none',
  multifd: ({ settings }) => settings.multifd,
  policy: ({ policy }) => policy !== null,
  postcopy: mayPostcopy,
  'stop-conditions': ({ settings }) =>
    pausePlanOf(settings) !== null ||
    settings.maxFullPasses !== null ||
    settings.maxTransferFactor !== null ||
    settings.convergenceTimeout !== null ||
    settings.deadline !== null,
  strategy: ({ strategy }) => strategy !== undefined,
  xbzrle: ({ settings }) => settings.compressionXbzrle,
};

/** The features of Cloud Hypervisor, by the names of their files. */
const ofCloudHypervisor: Uses<CloudHypervisorScenario> = {
  'memory-connections': ({ settings }) => settings.connections > 1,
  'dirty-log-worker': ({ version }) => cloudHypervisorRules[version].dirtyLogWorker,
  'vcpu-throttle': ({ version }) => cloudHypervisorRules[version].throttle !== null,
  'first-table': ({ settings }) => settings.sharedMemory,
  'vhost-user': ({ settings }) => settings.vhostUserMem !== null,
};

/** What a migration is that uses no feature: the loop of its engine. */
const plain = { qemu: 'precopy', 'cloud-hypervisor': 'memory-loop' } as const;

/** The features of each engine; the first is its loop alone. */
export const engineFeatures: Readonly<Record<Vmm, readonly string[]>> = {
  qemu: [plain.qemu, ...Object.keys(ofQemu)],
  'cloud-hypervisor': [plain['cloud-hypervisor'], ...Object.keys(ofCloudHypervisor)],
};

/** The features that a migration uses; its engine's loop if it uses none. */
export function featuresOf(scenario: Scenario): readonly string[] {
  const used =
    scenario.vmm === 'qemu' ? usedOf(ofQemu, scenario) : usedOf(ofCloudHypervisor, scenario);
  return used.length === 0 ? [plain[scenario.vmm]] : used;
}

function usedOf<Of>(uses: Uses<Of>, scenario: Of): readonly string[] {
  return Object.keys(uses).filter((name) => uses[name](scenario));
}
