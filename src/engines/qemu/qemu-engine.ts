import type { Engine } from '../engine.js';
import type { QemuScenario } from '../scenario.js';
import { guestperfLog } from './guestperf-log.js';
import { QemuMigration } from './qemu-migration.js';

/** QEMU, as guestperf drives it. */
export const qemu: Engine<QemuScenario> = {
  name: 'qemu',
  migrate: (scenario, trace) => new QemuMigration(scenario, trace).run(),
  log: guestperfLog,
};
