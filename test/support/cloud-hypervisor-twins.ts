import { DirtyLog, type SyncCount } from '../../src/host/dirty-log.js';
import type { GuestMemory } from '../../src/memory/guest-memory.js';
import { emptyTable, type RangeTable } from '../../src/memory/range-table.js';
import { MemoryConnections } from '../../src/engines/cloud-hypervisor/memory-connections.js';
import { Switchover } from '../../src/engines/cloud-hypervisor/switchover.js';
import type { TransferObserver } from '../../src/migration/observer.js';
import type { Nanoseconds } from '../../src/sim/time.js';
import { sparseTable } from '../../src/engines/cloud-hypervisor/first-table.js';

/** Broken: a harvest clears the log, and takes nothing of it. */
export class UntakenDirtyLog extends DirtyLog {
  override collect(): SyncCount {
    return super.collect(() => 0);
  }
}

/** Broken: the table that ended the loop is forgotten. */
export class ForgetfulSwitchover extends Switchover {
  protected override finalTable(fresh: RangeTable): RangeTable {
    return super.finalTable(fresh, emptyTable);
  }
}

/** Broken: the last chunk of a table that has several stays behind. */
export class ShortConnections extends MemoryConnections {
  protected override requests(table: RangeTable): Iterable<RangeTable> {
    const requests = [...super.requests(table)];
    return requests.slice(0, Math.max(1, requests.length - 1));
  }
}

/** Broken: what the guest does not write counts as a hole. */
export function sparseTableWithoutStatic(
  memory: GuestMemory,
  now: Nanoseconds,
  observer: TransferObserver | null,
): RangeTable {
  const table = sparseTable(memory, now, observer);
  const pairs = table.starts
    .map((start, index) => ({ start, length: table.lengths[index] }))
    .filter(({ start }) => memory.extents[memory.extentIndex(start)].content !== 'static');
  return {
    starts: pairs.map(({ start }) => start),
    lengths: pairs.map(({ length }) => length),
  };
}

/** Healed: all logs are harvested once more after the snapshot, as upstream does since v53. */
export class HealingSwitchover extends Switchover {
  protected override get hasPassAfterSnapshot(): boolean {
    return true;
  }
}
