import type { Guest } from '../guest/guest.js';
import type { Channel } from '../host/channel.js';
import type { DirtyLog } from '../host/dirty-log.js';
import { NS_PER_MS } from '../sim/time.js';
import type { VirtualClock } from '../sim/virtual-clock.js';
import type { BigLock } from './big-lock.js';
import type { BitmapMutex } from './bitmap-mutex.js';
import type { MigrationCosts } from './costs.js';
import type { MigrationCounters } from './counters.js';
import type { TransferObserver } from './observer.js';
import type { RamState } from './ram-state.js';
import type { TraceEvent, TraceListener } from './trace.js';

/** What all parts of one migration share. */
export interface MigrationContext {
  readonly clock: VirtualClock;
  readonly guest: Guest;
  readonly log: DirtyLog;
  readonly channel: Channel;
  readonly ram: RamState;
  readonly mutex: BitmapMutex;
  readonly bigLock: BigLock;
  readonly costs: MigrationCosts;
  readonly counters: MigrationCounters;
  readonly observer: TransferObserver | null;
  readonly trace: TraceListener | null;
}

/** Tells the trace's listener, if there is one, what happens now. */
export function traceEvent(
  context: Pick<MigrationContext, 'clock' | 'trace'>,
  event: TraceEvent,
): void {
  context.trace?.(context.clock.now / NS_PER_MS, event);
}
