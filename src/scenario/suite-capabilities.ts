import { type Capability, capabilityConflict } from './capabilities.js';
import { dirtyRingProblem } from './dirty-ring.js';
import type { HostProfile } from './host-profile.js';
import type { InputProblem } from './input-error.js';
import type { Suite } from './suite.js';

/**
 * What KVM or QEMU refuses of the dirty ring and the capabilities of a mode; null if nothing.
 *
 * @param index of the mode
 */
export function suiteCapabilityConflict(
  suite: Suite,
  host: HostProfile,
  index: number,
  autoConverge: boolean,
): Omit<InputProblem, 'file'> | null {
  const { dirtyLimit, dirtyRingSize = 0, postcopy, transfer } = suite.modes[index];
  const nameOf = (capability: Capability): string => {
    if (capability === 'autoConverge') return 'defaults.autoConverge';
    const path = capability === 'multifd' ? 'transfer.multifdChannels' : capability;
    return `modes[${index}].${path}`;
  };
  const problem = dirtyRingProblem(dirtyRingSize, host.accelerator ?? 'kvm');
  if (problem !== null) return { ...problem, subject: nameOf('dirtyRingSize') };
  const choice = {
    autoConverge,
    dirtyRingSize,
    dirtyLimit: dirtyLimit !== undefined,
    multifd: (transfer?.multifdChannels ?? 0) > 0,
    postcopy: postcopy?.postCopy === true,
  };
  const conflict = capabilityConflict(choice, suite.qemu ?? host.qemu, nameOf);
  return conflict && { ...conflict.detail, subject: nameOf(conflict.capability) };
}
