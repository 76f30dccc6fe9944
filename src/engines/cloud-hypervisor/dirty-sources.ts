import type { DirtyLog } from '../../host/dirty-log.js';
import type { Guest } from '../../guest/guest.js';
import type { Nanoseconds } from '../../sim/time.js';
import type { TransferObserver } from '../../migration/observer.js';

/** Who writes guest memory, and the log in which that is found. */
export interface DirtySource {
  readonly writer: Pick<Guest, 'advance'>;
  readonly log: DirtyLog;
}

/**
 * The logs that a dirty log of the VM consists of: that of RAM, which KVM and the VMM keep, and those
 * of devices whose backends are other processes (vmm/src/vm.rs, dirty_log).
 */
export class DirtySources {
  /** @param all that of RAM first; in the order in which their tables follow one another */
  constructor(
    readonly all: readonly DirtySource[],
    private readonly observer: TransferObserver | null,
  ) {}

  /** Logs what is written from `now` on. */
  start(now: Nanoseconds): void {
    for (const { log, writer } of this.all) {
      writer.advance(now);
      log.start();
    }
  }

  /** Works out what was written by `now`, so that the logs of `sources` can be fetched. */
  bringUpToDate(sources: readonly DirtySource[], now: Nanoseconds): void {
    for (const { writer } of sources) writer.advance(now);
    this.observer?.synced(now);
  }
}
