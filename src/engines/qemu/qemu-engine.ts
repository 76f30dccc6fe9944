import type { Engine } from '../engine.js';
import { refuse } from '../refusal.js';
import type { QemuScenario } from '../scenario.js';
import { policySettings } from './features/policy/settings.js';
import { guestperfLog } from './guestperf-log.js';
import { qemuNotes } from './notes.js';
import { QemuMigration } from './qemu-migration.js';
import { standardParts } from './qemu-parts.js';
import { qemuRefusals } from './refusals.js';
import { qemuSettings } from './settings.js';
import { checkStart } from './under-way/under-way.js';

/** QEMU, as guestperf drives it. */
export const qemu: Engine<QemuScenario> = {
  name: 'qemu',
  settings: { ...qemuSettings, ...policySettings },
  check(scenario) {
    const { policy } = scenario;
    const asked = { policyName: policy?.name ?? '', askedAutoConverge: false, mode: null };
    refuse(qemuRefusals, { ...scenario, ...asked, given: new Set<string>(), name: (key) => key });
    checkStart(scenario);
  },
  migrate: (scenario, trace, onlyFigures) =>
    new QemuMigration(scenario, trace, standardParts, onlyFigures).run(),
  notes: qemuNotes,
  log: guestperfLog,
};
