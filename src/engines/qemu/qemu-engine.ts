import type { Engine } from '../engine.js';
import { refuse } from '../refusal.js';
import type { QemuScenario } from '../scenario.js';
import { guestperfLog } from './guestperf-log.js';
import { QemuMigration } from './qemu-migration.js';
import { qemuRefusals } from './refusals.js';

/** QEMU, as guestperf drives it. */
export const qemu: Engine<QemuScenario> = {
  name: 'qemu',
  check(scenario) {
    const { policy } = scenario;
    const asked = { policyName: policy?.name ?? '', askedAutoConverge: false, mode: null };
    refuse(qemuRefusals, { ...scenario, ...asked, given: new Set<string>(), name: (key) => key });
  },
  migrate: (scenario, trace) => new QemuMigration(scenario, trace).run(),
  log: guestperfLog,
};
