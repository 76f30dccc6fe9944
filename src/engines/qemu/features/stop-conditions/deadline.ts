import { NS_PER_S } from '../../../../sim/time.js';
import type { VirtualClock } from '../../../../sim/virtual-clock.js';
import type { StopCondition } from '../../../../migration/stop-condition.js';

/** A time after the migrate command at which the switchover begins, whatever is pending. */
export class Deadline implements StopCondition {
  readonly name = 'deadline';

  constructor(
    private readonly seconds: number,
    private readonly clock: Pick<VirtualClock, 'now'>,
  ) {}

  isMet(): boolean {
    return this.clock.now >= this.seconds * NS_PER_S;
  }
}
