import type { QemuScenario } from '../../src/engines/scenario.js';
import { scenario, type ScenarioChanges } from './scenarios.js';

/**
 * The set-up of the runs that were measured with QEMU 7.2.22 under TCG : a guest of 256 MiB
 * whose one vCPU sweeps over 64 MiB, several hundred thousand pages a second; a local socket,
 * capped at 32 MiB/s.
 */
export function measuredScenario(changes: ScenarioChanges = {}): QemuScenario {
  return scenario({
    qemu: '7.2',
    vmMem: 256,
    dirtyLog: 'clear-at-sync',
    accelerator: 'tcg',
    bandwidth: 32,
    autoConverge: true,
    ...changes,
    host: {
      linkGbitPerSecond: 50,
      vcpuWriteMbPerSecond: 1600,
      writeFaultNs: 0,
      untouchedPageNs: 100,
      contentPageNs: 200,
      syncFixedUs: 10,
      syncUsPerGib: 0,
      loggedPageNs: 0,
      receivePageNs: 100,
      receiveFirstTouchNs: 100,
      guestKernelMib: 0,
      deviceStateKib: 20,
      deviceSaveUs: 500,
      ...changes.host,
    },
  });
}
