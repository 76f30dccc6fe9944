import type { Engine } from '../engine.js';
import type { CloudHypervisorScenario } from '../scenario.js';
import { cloudHypervisorLog } from './cloud-hypervisor-log.js';
import { CloudHypervisorMigration } from './cloud-hypervisor-migration.js';

export const cloudHypervisor: Engine<CloudHypervisorScenario> = {
  name: 'cloud-hypervisor',
  migrate: (scenario, trace) => new CloudHypervisorMigration(scenario, trace).run(),
  log: cloudHypervisorLog,
};
