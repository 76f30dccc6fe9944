import { type Capability, capabilityConflict } from '../engines/qemu/capabilities.js';
import { dirtyRingProblem } from '../engines/qemu/features/dirty-limit/dirty-ring.js';
import type { HostProfile } from '../profiles/host-profile.js';
import type { InputProblem } from '../input/input-error.js';
import type { Suite } from './suite.js';

/** Where a mode says that it uses a capability, if not under its name. */
const paths: Partial<Record<Capability, string>> = {
  multifd: 'transfer.multifdChannels',
  xbzrle: 'encoding.xbzrle',
  compress: 'encoding.compress',
  multifdCompression: 'encoding.multifdCompression',
};

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
  const { dirtyLimit, dirtyRingSize = 0, encoding, postcopy, transfer } = suite.modes[index];
  const nameOf = (capability: Capability): string => {
    if (capability === 'autoConverge') return 'defaults.autoConverge';
    return `modes[${index}].${paths[capability] ?? capability}`;
  };
  const problem = dirtyRingProblem(dirtyRingSize, host.accelerator ?? 'kvm');
  if (problem !== null) return { ...problem, subject: nameOf('dirtyRingSize') };
  const choice = {
    autoConverge,
    dirtyRingSize,
    dirtyLimit: dirtyLimit !== undefined,
    multifd: (transfer?.multifdChannels ?? 0) > 0,
    postcopy: postcopy?.postCopy === true,
    xbzrle: encoding?.xbzrle !== undefined,
    compress: encoding?.compress !== undefined,
    multifdCompression: encoding?.multifdCompression?.method ?? null,
  };
  const conflict = capabilityConflict(choice, suite.qemu ?? host.qemu, nameOf);
  return conflict && { ...conflict.detail, subject: nameOf(conflict.capability) };
}
