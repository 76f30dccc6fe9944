import { downtimeRange, guestSettings } from '../guest-settings.js';
import { hostSettings } from '../host-settings.js';
import { choice, integer, type LooseSettings, type SettingValues, toggle } from '../setting.js';
import {
  type CloudHypervisorVariant,
  timeoutStrategies,
  workerFaults,
} from './cloud-hypervisor.js';
import { cloudHypervisorRules } from './cloud-hypervisor-rules.js';

const rulesOf = (version: string) => cloudHypervisorRules[version as CloudHypervisorVariant];

const hasDevice = (settings: LooseSettings): boolean => settings['vhostUserMem'] !== null;

/** What `vm.send-migration` is given, and what of the guest only this engine looks at, in the order of the help. */
export const sendMigrationSettings = {
  timeout: integer({
    min: 1,
    max: 8_640_000,
    unit: 's',
    help: 'timeout_s: end the passes over memory after this many seconds',
    standard: ({ version }) => rulesOf(version).defaultTimeoutSeconds,
    standardText: "the variant's, 3600 or none",
    record: { key: 'timeout', description: 'timeout_s; null where there is none' },
  }),
  timeoutStrategy: choice({
    choices: timeoutStrategies,
    help: 'after the timeout, fail, or pause the guest anyway',
    standard: 'cancel',
    record: { key: 'timeout_strategy', description: 'What a timeout does' },
  }),
  connections: integer({
    min: 1,
    max: 128,
    unit: 'connections',
    help: 'TCP connections for memory',
    standard: 1,
    record: { key: 'connections', description: 'TCP connections for memory' },
  }),
  sharedMemory: toggle({
    help: 'guest RAM is a shared mapping, so that a first pass can be sparse',
    record: [
      {
        key: 'shared_memory',
        description: 'Whether guest RAM is a shared mapping of a file',
      },
      {
        key: 'dirty_log_worker',
        values: 'boolean',
        description: 'Whether a thread harvests the dirty log',
        value: ({ version }) => rulesOf(version).dirtyLogWorker,
      },
    ],
  }),
  vhostUserMem: integer({
    min: 1,
    max: 1_048_576,
    unit: 'MiB',
    help: 'MiB of guest memory that a vhost-user device keeps rewriting',
    standard: null,
    record: { key: 'vhost_user_mem', description: 'MiB that a vhost-user device writes' },
  }),
  // A device that nothing more is said of is a busy network card.
  vhostUserRate: integer({
    min: 1,
    max: 1_000_000,
    unit: 'MiB/s',
    help: 'MiB/s that it writes',
    standard: 100,
    record: {
      key: 'vhost_user_rate',
      description: 'MiB/s that it writes',
      value: ({ settings }) => (hasDevice(settings) ? Number(settings['vhostUserRate']) : null),
    },
  }),
  vhostUserInFlight: integer({
    min: 0,
    max: 1_048_576,
    unit: 'pages',
    help: 'pages that it still writes while its state is saved',
    standard: 256,
  }),
  workerFault: choice({
    choices: workerFaults,
    help: `inject a fault into the DirtyLogWorker (${workerFaults.join(', ')})`,
    standard: null,
    record: { key: 'worker_fault', description: 'Fault injected into that thread' },
  }),
};

const { sleep, ...guest } = guestSettings;

/** All that a migration by Cloud Hypervisor can be told. */
export const cloudHypervisorSettings = {
  ...guest,
  ...hostSettings,
  downtime: integer({
    ...downtimeRange,
    min: 1,
    help: 'downtime_ms',
    standard: ({ version }) => rulesOf(version).defaultDowntimeMs,
    record: { key: 'downtime', description: 'downtime_ms; null where the variant has none' },
  }),
  ...sendMigrationSettings,
  sleep,
};

/** The settings of a scenario, dense. */
export type CloudHypervisorSettings = SettingValues<typeof cloudHypervisorSettings>;
