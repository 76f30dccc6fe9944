import { PAGE_DESCRIPTOR_BYTES } from '../../guest/memory-map.js';
import { PAGE_BYTES } from '../../memory/units.js';
import { workloadMemoryMib } from '../../profiles/workload.js';
import { isAtLeast } from '../../profiles/qemu-version.js';
import type { QemuScenario } from '../scenario.js';
import type { LooseSettings, Setting } from '../setting.js';
import { defaultCompressionLevel, multifdLevel } from './features/compression/settings.js';
import { deviceStateSince } from './features/device-state/settings.js';
import { unsafeFreePagePolicies } from './features/free-page/settings.js';
import { xbzrleCacheBytes } from './features/xbzrle/settings.js';
import { qemuSettings } from './settings.js';

/** What of a scenario was never in a release, loses pages, or is not what the real program does. */
export function qemuNotes(scenario: QemuScenario): string[] {
  return [
    ...unreleased(scenario).map((what) => `${what}: proposed, never in a release`),
    ...freePageNotes(scenario),
    ...deviceStateNotes(scenario),
    ...encodingNotes(scenario),
    ...memoryNotes(scenario),
  ];
}

function unreleased({ settings }: QemuScenario): string[] {
  const { backgroundSync } = settings;
  const isProposal = backgroundSync === 'v1' || backgroundSync === 'v2';
  return [
    ...(isProposal ? [`background sync ${backgroundSync}`] : []),
    ...Object.entries<Setting<unknown>>(qemuSettings).flatMap(([key, { proposal, standard }]) =>
      proposal === undefined || (settings as LooseSettings)[key] === standard ? [] : [proposal],
    ),
  ];
}

function freePageNotes({ settings: { freePageHint } }: QemuScenario): string[] {
  if (freePageHint === 'none' || freePageHint === 'qemu-hinting') return [];
  const reason = unsafeFreePagePolicies[freePageHint];
  const policy = `free page policy ${freePageHint}`;
  return [
    `${policy}: proposed, never in a release`,
    ...(reason === undefined ? [] : [`${policy} is unsafe: ${reason}; pages can be lost`]),
  ];
}

function deviceStateNotes({ settings, version }: QemuScenario): string[] {
  const { deviceStateChannels, deviceStateTransfer } = settings;
  if (deviceStateTransfer === 'serial') return [];
  const proposal = 'proposed 2024, dedicated channels never in a release';
  if (deviceStateChannels > 0) return [`dedicated device-state channels: ${proposal}`];
  if (deviceStateTransfer === 'after-ram') {
    return ['device state over multifd after RAM: proposed 2024, never in a release'];
  }
  if (isAtLeast(version, deviceStateSince)) return [];
  return [`device state over multifd with QEMU ${version}: ${proposal}`];
}

/** A kernel is as large in a small guest; one that it does not leave the room takes what is left. */
function memoryNotes({ host: { numbers }, settings, workload }: QemuScenario): string[] {
  const { ramInUse, vmMem } = settings;
  const kernelMib = numbers.guestKernelMib + (numbers.guestKernelMibPerGib * vmMem) / 1024;
  const leftMib = vmMem * (1 - PAGE_DESCRIPTOR_BYTES / PAGE_BYTES) - workloadMemoryMib(workload);
  if (kernelMib <= leftMib || ramInUse === 'all') return [];
  const [kernel, left] = [kernelMib, Math.max(0, leftMib)].map((mib) => Math.round(mib));
  return [
    `a guest of ${vmMem} MiB leaves ${left} MiB beside what it runs, and the kernel of this host's guests takes ${kernel}: ` +
      'all its RAM has content',
  ];
}

function encodingNotes({ settings, version }: QemuScenario): string[] {
  const notes: string[] = [];
  if (settings.compressionXbzrle) {
    const mib = xbzrleCacheBytes(settings.mem, settings.compressionXbzrleCache) / 2 ** 20;
    notes.push(
      `XBZRLE cache of ${mib} MiB: guestperf.py itself fails here, as QEMU takes no fractions and ` +
        'no sizes that are not powers of two',
    );
  }
  const method = settings.multifdCompression;
  if (method === 'qpl' || method === 'qatzip') {
    notes.push(`${method} without its hardware: it compresses in software`);
  }
  if (method === 'uadk') notes.push('uadk without its hardware: pages are sent as they are');
  if (method === 'none' || isAtLeast(version, '8.0')) return notes;
  if (multifdLevel(settings) !== defaultCompressionLevel) {
    notes.push(`QEMU ${version} ignores a multifd-${method}-level that is set at run time`);
  }
  return notes;
}
