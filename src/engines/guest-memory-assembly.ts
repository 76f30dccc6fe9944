import { GuestTooSmall, type KernelMemory, layOutGuestMemory } from '../guest/memory-map.js';
import { InputError } from '../input/input-error.js';
import type { GuestMemory } from '../memory/guest-memory.js';
import { PAGES_PER_MIB } from '../memory/units.js';
import type { HostNumbers } from '../profiles/host.js';
import type { RandomStreams } from '../sim/random-stream.js';
import { freeMemoryPlan } from './allocator-assembly.js';
import type { Scenario } from './scenario.js';
import { flagOf } from './setting.js';

/**
 * The memory of a guest.
 *
 * @param regions pages of each region that a program or a device writes
 * @throws InputError if they do not fit
 */
export function guestMemory(
  { host: { numbers: host }, settings: { ramInUse, vmMem }, workload }: Scenario,
  regions: readonly number[],
  streams: RandomStreams,
): GuestMemory {
  try {
    return layOutGuestMemory(
      Math.round(vmMem * PAGES_PER_MIB),
      regions,
      kernelMemory(host, vmMem, streams),
      host.guestFreedMib,
      { ...freeMemoryPlan(workload), ...(ramInUse !== null && { restInUse: ramInUse === 'all' }) },
    );
  } catch (error) {
    if (!(error instanceof GuestTooSmall)) throw error;
    const needed = Math.ceil(error.neededPages / PAGES_PER_MIB);
    const problem = `is less than the ${needed} MiB that the guest's programs and devices take`;
    throw new InputError({ subject: flagOf('vmMem'), value: String(vmMem), problem });
  }
}

/** What the guest's kernel occupies in `vmMib` of RAM, with its image at a place of this boot. */
function kernelMemory(host: HostNumbers, vmMib: number, streams: RandomStreams): KernelMemory {
  const imageMib = host.guestImageMib;
  return {
    mib: host.guestKernelMib + (host.guestKernelMibPerGib * vmMib) / 1024,
    topMib: host.guestTopMib,
    imageMib,
    imagePlace: imageMib > 0 ? streams.stream('kernel-image').uniform() : 0,
  };
}
