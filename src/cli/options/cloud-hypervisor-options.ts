import {
  cloudHypervisorVariants,
  sendMigrationRanges,
  timeoutStrategies,
  workerFaults,
} from '../../engines/cloud-hypervisor/cloud-hypervisor.js';
import { vmms } from '../../engines/engine-version.js';
import { vhostUserDefaults } from '../../engines/cloud-hypervisor/send-migration.js';
import { optionalIntegerOption } from './integer-option.js';
import { choiceOption, switchOption, textOption } from './text-option.js';

/** Which engine migrates the guest. */
export const vmmOption = choiceOption({
  choices: vmms,
  description: 'who migrates the guest',
  fallback: 'qemu',
});

/** Options of Cloud Hypervisor's vm.send-migration, and what of the guest only it looks at. */
export const cloudHypervisorOptions = {
  variant: choiceOption({
    choices: cloudHypervisorVariants,
    description: `state of its source (${cloudHypervisorVariants.join(', ')})`,
    fallback: null,
    fallbackText: 'ch-main',
  }),
  timeout: {
    ...optionalIntegerOption({
      ...sendMigrationRanges.timeout,
      description: 'timeout_s: end the passes over memory after this many seconds',
    }),
    fallbackText: "the variant's, 3600 or none",
  },
  timeoutStrategy: choiceOption({
    choices: timeoutStrategies,
    description: 'after the timeout, fail, or pause the guest all the same',
    fallback: null,
    fallbackText: 'cancel',
  }),
  connections: {
    ...optionalIntegerOption({
      ...sendMigrationRanges.connections,
      description: 'TCP connections for memory',
    }),
    fallbackText: '1',
  },
  sharedMemory: switchOption('guest RAM is a shared mapping, so that a first pass can be sparse'),
  vhostUserMem: optionalIntegerOption({
    min: 1,
    max: 1_048_576,
    unit: 'MiB',
    description: 'a vhost-user device writes so much guest memory, again and again',
  }),
  vhostUserRate: {
    ...optionalIntegerOption({
      min: 1,
      max: 1_000_000,
      unit: 'MiB/s',
      description: 'what it writes a second',
    }),
    fallbackText: String(vhostUserDefaults.mibPerSecond),
  },
  vhostUserInFlight: {
    ...optionalIntegerOption({
      min: 0,
      max: 1_048_576,
      unit: 'pages',
      description: 'pages that it still writes while its state is taken',
    }),
    fallbackText: String(vhostUserDefaults.inFlightPages),
  },
  workerFault: choiceOption({
    choices: workerFaults,
    description: `inject a fault into the DirtyLogWorker (${workerFaults.join(', ')})`,
    fallback: null,
  }),
  migrationProgress: textOption({
    placeholder: 'FILE',
    description: "write the fork's migration-progress object at each of its updates (NDJSON)",
    fallback: null,
  }),
};
