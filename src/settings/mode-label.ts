import type { CloudHypervisorScenario, QemuScenario } from '../engines/scenario.js';
import { convergenceModeName } from '../engines/qemu/features/auto-converge/convergence-mode.js';
import { mayPostcopy } from '../engines/qemu/features/postcopy/postcopy.js';

/** What a mode of QEMU is called in tables where nobody has named it. */
export function qemuModeLabel(
  scenario: Pick<QemuScenario, 'settings' | 'policy' | 'strategy'>,
): string {
  const { settings, strategy } = scenario;
  const ofQemu = convergenceModeName(settings);
  return [
    ...(strategy === undefined || ofQemu !== 'precopy' ? [ofQemu] : []),
    ...(strategy === undefined ? [] : [`strategy ${strategy.name}`]),
    ...(settings.freePageHint === 'none' ? [] : [`free pages: ${settings.freePageHint}`]),
    ...(mayPostcopy(scenario) ? ['postcopy'] : []),
    ...(settings.compressionXbzrle ? ['XBZRLE'] : []),
    ...(settings.compressionMt ? ['compress'] : []),
    ...(settings.multifdCompression === 'none' ? [] : [settings.multifdCompression]),
  ].join(' + ');
}

/** The same for Cloud Hypervisor. */
export function cloudHypervisorModeLabel({
  settings: { connections, workerFault },
  version,
}: Pick<CloudHypervisorScenario, 'settings' | 'version'>): string {
  return [
    version,
    ...(connections > 1 ? [`${connections} connections`] : []),
    ...(workerFault === null ? [] : [`fault: ${workerFault}`]),
  ].join(', ');
}
