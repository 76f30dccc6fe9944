import { type Nanoseconds, ns } from '../sim/time.js';
import { TimerQueue } from '../sim/timer-queue.js';
import type { DestinationVcpu } from './destination-vcpu.js';
import type { PageArrival } from './page-arrival.js';

/** The guest on the destination of a postcopy migration: vCPUs that wait, each for itself, for pages. */
export class DestinationGuest {
  /** When a vCPU may touch a missing page next; Infinity if none will. */
  nextTouch: Nanoseconds = ns(Infinity);
  private readonly touches: TimerQueue;

  constructor(private readonly vcpus: readonly DestinationVcpu[]) {
    this.touches = new TimerQueue(vcpus.length);
  }

  get vcpuCount(): number {
    return this.vcpus.length;
  }

  /** The vCPU that `nextTouch` is about. */
  get nextVcpu(): number {
    return this.touches.nextOwner;
  }

  /** All vCPUs run from `at` on. */
  start(at: Nanoseconds): void {
    for (const [index, vcpu] of this.vcpus.entries()) {
      vcpu.start(at);
      this.noteTouch(index);
    }
  }

  /** `nextVcpu` runs to `nextTouch`; the page that blocks it, or null if that has arrived meanwhile. */
  touch(): number | null {
    const index = this.nextVcpu;
    this.touches.shift();
    const page = this.vcpus[index].touch();
    this.noteTouch(index);
    return page;
  }

  /** The page for which a vCPU waits is there. */
  arrived(arrival: PageArrival): void {
    const { vcpu } = arrival;
    this.vcpus[vcpu].arrived(arrival.page, arrival.at);
    this.noteTouch(vcpu);
  }

  /** Works out what every vCPU that is not blocked has done by `time`. */
  runTo(time: Nanoseconds): void {
    for (const vcpu of this.vcpus) vcpu.runTo(time);
  }

  private noteTouch(index: number): void {
    this.touches.set(index, this.vcpus[index].nextTouch);
    this.nextTouch = this.touches.nextTime;
  }
}
