import { cloudHypervisorVariants } from '../engines/cloud-hypervisor/cloud-hypervisor.js';
import { sendMigrationSettings } from '../engines/cloud-hypervisor/settings.js';
import { guestSettings, maxMemGib } from '../engines/guest-settings.js';
import { hostSettings } from '../engines/host-settings.js';
import {
  autoConvergeSettings,
  responsiveThrottleSettings,
} from '../engines/qemu/features/auto-converge/settings.js';
import { convergenceModeNames } from '../engines/qemu/features/auto-converge/convergence-mode.js';
import { backgroundSyncSettings } from '../engines/qemu/features/background-sync/settings.js';
import {
  multifdCompressionSettings,
  multiThreadCompressionSettings,
} from '../engines/qemu/features/compression/settings.js';
import { deviceStateSettings } from '../engines/qemu/features/device-state/settings.js';
import { dirtyLimitSettings } from '../engines/qemu/features/dirty-limit/settings.js';
import { freePageSettings } from '../engines/qemu/features/free-page/settings.js';
import { multifdSettings } from '../engines/qemu/features/multifd/settings.js';
import { policySettings } from '../engines/qemu/features/policy/settings.js';
import { postcopySettings } from '../engines/qemu/features/postcopy/settings.js';
import { strategySettings } from '../engines/qemu/features/strategy/settings.js';
import { stopSettings } from '../engines/qemu/features/stop-conditions/settings.js';
import { xbzrleSettings } from '../engines/qemu/features/xbzrle/settings.js';
import { precopySettings } from '../engines/qemu/precopy-settings.js';
import { dirtyLogSettings } from '../engines/qemu/settings.js';
import { vmms } from '../engines/scenario.js';
import { choice, integer, type Setting, type SettingTable, toggle } from '../engines/setting.js';
import type { ProfileName } from '../profiles/profile-files.js';
import { qemuVersions } from '../profiles/qemu-version.js';

const profile = (of: ProfileName, help: string, standard: string | null) =>
  ({
    form: { kind: 'profile', of },
    placeholder: 'NAME|FILE',
    help,
    standard,
  }) satisfies Setting<string | null>;

const { cpus, mem, ramInUse, sleep, uncertain, vmMem } = guestSettings;

const guest = {
  cpus,
  mem,
  vmMem,
  stressMem: integer({
    min: 1,
    max: maxMemGib * 1024,
    unit: 'MiB',
    placeholder: 'N[,N...]',
    help: 'working set of all vCPUs together in MiB; several loads run one by one',
    standard: null,
    standardText: 'all of --mem',
  }),
  workload: profile(
    'workload',
    'workload profile instead of --stress-mem: the name of a shipped one, or a JSON file',
    null,
  ),
  ramInUse,
  sleep,
};

const migration = {
  ...precopySettings,
  ...autoConvergeSettings,
  ...freePageSettings,
  mode: choice({
    choices: convergenceModeNames,
    help:
      'auto-converge and its refinements by the name of the mode, instead of the options for each: ' +
      convergenceModeNames.join(', '),
    standard: null,
    standardText: 'as those options say',
  }),
  ...backgroundSyncSettings,
  ...responsiveThrottleSettings,
  ...dirtyLimitSettings,
  ...strategySettings,
};

const sendMigration = {
  variant: choice({
    choices: cloudHypervisorVariants,
    help: `state of its source (${cloudHypervisorVariants.join(', ')})`,
    standard: 'ch-main',
  }),
  ...sendMigrationSettings,
};

const simulation = {
  vmm: choice({ choices: vmms, help: 'hypervisor that migrates the guest', standard: 'qemu' }),
  host: profile('host', 'host profile: the name of a shipped one, or a JSON file', 'generic-10g'),
  ...hostSettings,
  qemu: choice({
    choices: qemuVersions,
    help: `QEMU version (${qemuVersions.join(', ')})`,
    standard: ({ host }) => host.qemu,
    standardText: "the host profile's",
  }),
  ...dirtyLogSettings,
  seed: {
    form: { kind: 'text' },
    placeholder: 'TEXT',
    help: 'seed of all randomness: the same seed gives the same bytes',
    standard: '1',
  } satisfies Setting<string>,
  uncertain,
  verify: toggle({ help: 'compare every page at the end; exit 1 if a write was lost' }),
};

/** A titled part of the table. */
interface SettingGroup {
  readonly title: string;
  readonly settings: SettingTable;
}

const groups = {
  guest: { title: 'Guest:', settings: guest },
  migration: { title: 'Migration:', settings: migration },
  stop: {
    title: 'Ending what does not converge:',
    settings: { ...stopSettings, ...policySettings },
  },
  postcopy: { title: 'Postcopy:', settings: postcopySettings },
  transfer: {
    title: 'Multifd and device state:',
    settings: { ...multifdSettings, ...deviceStateSettings },
  },
  cloudHypervisor: {
    title: 'Cloud Hypervisor, with --vmm cloud-hypervisor:',
    settings: sendMigration,
  },
  compression: {
    title: 'Compression:',
    settings: {
      ...xbzrleSettings,
      ...multiThreadCompressionSettings,
      ...multifdCompressionSettings,
    },
  },
  simulation: { title: 'Simulation:', settings: simulation },
} as const;

/** The parts of the table, in the order of the help. */
export const settingGroups: typeof groups & Readonly<Record<string, SettingGroup>> = groups;

/** Every setting of a migration, by its key. */
export const settingTable = {
  ...guest,
  ...migration,
  ...groups.stop.settings,
  ...postcopySettings,
  ...groups.transfer.settings,
  ...sendMigration,
  ...groups.compression.settings,
  ...simulation,
};

export type SettingKey = keyof typeof settingTable;

/** A row of the table as any other. */
export function settingOf(key: SettingKey): Setting<unknown> {
  return settingTable[key];
}

export function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(settingTable, key);
}
