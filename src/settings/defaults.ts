import type { Management, MigrationParameters } from '../engines/scenario.js';
import { noStopConditions } from '../migration/stop-condition-names.js';

/** QEMU's defaults (options.c), with guestperf's own where it sets one (shell.py). */
export const defaultMigrationParameters: MigrationParameters = {
  bandwidthMibPerSecond: 125_000,
  downtimeLimitMs: 500,
  autoConverge: false,
  throttleInitial: 20,
  throttleIncrement: 10,
  maxThrottle: 99,
  throttleTailslow: false,
  throttleTriggerThreshold: 50,
  backgroundSync: 'off',
  responsiveThrottle: false,
  stopConditions: noStopConditions,
};

/** guestperf.py's defaults. */
export const defaultManagement: Management = {
  maxIterations: 30,
  maxTimeSeconds: 300,
  sleepSeconds: 15,
  pause: null,
  policy: null,
};

/** RAM of the VM that guestperf starts for `memGib` GiB under stress (engine.py). */
export function guestperfVmMib(memGib: number): number {
  return memGib * 1024 + 512;
}
