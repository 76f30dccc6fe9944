import type { Nanoseconds } from '../sim/time.js';
import { TimerHeap } from '../sim/timer-heap.js';
import type { DestinationVcpu } from './destination-vcpu.js';

/** The guest on the destination of a postcopy migration: vCPUs that wait, each for itself, for pages. */
export class DestinationGuest {
  private readonly touches: TimerHeap;

  constructor(private readonly vcpus: readonly DestinationVcpu[]) {
    this.touches = new TimerHeap(vcpus.length);
  }

  /** When a vCPU may touch a missing page next; Infinity if none will. */
  get nextTouch(): Nanoseconds {
    return this.touches.nextTime;
  }

  /** The vCPU that `nextTouch` is about. */
  get nextVcpu(): number {
    return this.touches.nextOwner;
  }

  /** All vCPUs run from `at` on. */
  start(at: Nanoseconds): void {
    this.vcpus.forEach((vcpu, index) => {
      vcpu.start(at);
      this.touches.set(index, vcpu.nextTouch);
    });
  }

  /** `nextVcpu` runs to `nextTouch`; the page that blocks it, or null if that has arrived meanwhile. */
  touch(): number | null {
    const index = this.nextVcpu;
    const page = this.vcpus[index].touch();
    this.touches.set(index, this.vcpus[index].nextTouch);
    return page;
  }

  /** The page for which a vCPU waits is there, and it goes on at `at`. */
  arrived(index: number, page: number, at: Nanoseconds): void {
    this.vcpus[index].arrived(page, at);
    this.touches.set(index, this.vcpus[index].nextTouch);
  }

  /** Works out what every vCPU that is not blocked has done by `time`. */
  runTo(time: Nanoseconds): void {
    for (const vcpu of this.vcpus) vcpu.runTo(time);
  }
}
