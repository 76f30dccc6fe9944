import { noEncoding } from '../engines/qemu/features/compression/encoding.js';
import { type CapabilityChoice, capabilityConflict } from '../engines/qemu/capabilities.js';
import { plainTransfer } from '../engines/qemu/features/multifd/transfer.js';
import type { QemuScenario } from '../engines/scenario.js';
import type { CandidateBase, CandidateKind } from './candidate-kind.js';

/** Settings that lie far apart, of all kinds. */
export function coarseCandidates(
  kinds: readonly CandidateKind[],
  base: CandidateBase,
): readonly QemuScenario[] {
  return accepted(kinds.flatMap((kind) => kind.coarse(base)));
}

/** Settings near those that are good. */
export function refinedCandidates(
  kinds: readonly CandidateKind[],
  good: readonly QemuScenario[],
  base: CandidateBase,
): readonly QemuScenario[] {
  return accepted(good.flatMap((scenario) => kinds.flatMap((kind) => kind.refine(scenario, base))));
}

/** Each once, and without what QEMU refuses. */
function accepted(scenarios: readonly QemuScenario[]): readonly QemuScenario[] {
  const distinct = new Map(scenarios.map((scenario) => [JSON.stringify(scenario), scenario]));
  return [...distinct.values()].filter(
    (scenario) => capabilityConflict(capabilitiesOf(scenario), scenario.version, String) === null,
  );
}

function capabilitiesOf({
  dirtyLimit,
  encoding = noEncoding,
  hardware,
  migration,
  postcopy,
  transfer = plainTransfer,
}: QemuScenario): CapabilityChoice {
  return {
    postcopy: postcopy !== undefined,
    postcopyPreempt: postcopy?.preempt === true,
    xbzrle: encoding.xbzrle !== null,
    compress: encoding.compress !== null,
    multifd: transfer.multifdChannels > 0,
    multifdCompression: encoding.multifdCompression?.method ?? null,
    dirtyLimit: dirtyLimit !== undefined,
    autoConverge: migration.autoConverge,
    dirtyRingSize: hardware.dirtyRingSize,
  };
}
