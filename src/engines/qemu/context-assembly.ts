import { Channel } from '../../host/channel.js';
import type { DirtyLog } from '../../host/dirty-log.js';
import type { Link } from '../../host/link.js';
import { PAGES_PER_GIB } from '../../memory/units.js';
import { BitmapMutex } from '../../migration/bitmap-mutex.js';
import type { MigrationContext } from '../../migration/context.js';
import { MigrationCounters } from '../../migration/counters.js';
import { RamState } from '../../migration/ram-state.js';
import { hostParameterValues } from '../../profiles/host-profile.js';
import type { QemuScenario } from '../scenario.js';
import { VirtualClock } from '../../sim/virtual-clock.js';
import { migrationCosts } from '../host-model.js';

/** What of a migration's context the caller has made. */
export type ContextParts = Pick<MigrationContext, 'guest' | 'observer' | 'trace'> & {
  readonly log: DirtyLog;
  readonly link: Link;
};

/** What all parts of a migration by QEMU share. */
export function assembleContext(
  scenario: QemuScenario,
  { guest, link, log, observer, trace }: ContextParts,
): MigrationContext {
  const host = hostParameterValues(scenario.host);
  const clock = new VirtualClock();
  return {
    clock,
    guest,
    log,
    channel: new Channel(link, host.socketBufferKib * 1024),
    ram: new RamState(guest.memory),
    mutex: new BitmapMutex(clock),
    costs: migrationCosts(
      host,
      scenario.host.accelerator ?? 'kvm',
      guest.memory.totalPages / PAGES_PER_GIB,
    ),
    counters: new MigrationCounters(),
    observer,
    trace,
  };
}
