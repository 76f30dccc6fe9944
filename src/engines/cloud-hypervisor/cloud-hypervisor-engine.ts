import type { Engine } from '../engine.js';
import { refuse } from '../refusal.js';
import type { CloudHypervisorScenario } from '../scenario.js';
import { cloudHypervisorLog } from './cloud-hypervisor-log.js';
import { CloudHypervisorMigration } from './cloud-hypervisor-migration.js';
import { standardCloudHypervisorParts } from './cloud-hypervisor-parts.js';
import { cloudHypervisorNotes } from './notes.js';
import { cloudHypervisorRefusals } from './refusals.js';
import { cloudHypervisorSettings } from './settings.js';

export const cloudHypervisor: Engine<CloudHypervisorScenario> = {
  name: 'cloud-hypervisor',
  settings: cloudHypervisorSettings,
  check: (scenario) =>
    refuse(cloudHypervisorRefusals, { ...scenario, given: new Set<string>(), name: (key) => key }),
  migrate: (scenario, trace, onlyFigures) =>
    new CloudHypervisorMigration(scenario, trace, standardCloudHypervisorParts, onlyFigures).run(),
  notes: cloudHypervisorNotes,
  log: cloudHypervisorLog,
};
