import { type Nanoseconds, ns } from './time.js';

/** What happens at an event; may schedule further events, must not move the clock. */
export type EventHandler = (now: Nanoseconds) => void;

interface ScheduledEvent {
  readonly time: Nanoseconds;
  readonly order: number;
  readonly handler: EventHandler;
}

/**
 * Future events in order of time; events of the same time run in the order in which they were
 * scheduled. A binary heap: most migrations have a handful of pending events, but a guest that reports its free
 * pages in small batches has hundreds of thousands.
 */
export class EventQueue {
  /** The earliest first. */
  private readonly events: ScheduledEvent[] = [];
  private scheduled = 0;

  schedule(time: Nanoseconds, handler: EventHandler): void {
    if (Number.isNaN(time)) throw new RangeError('an event is scheduled at no time');
    const event = { time, order: this.scheduled++, handler };
    const { events } = this;
    let index = events.length;
    events.push(event);
    while (index > 0) {
      const parent = (index - 1) >>> 1;
      if (!isBefore(event, events[parent])) break;
      events[index] = events[parent];
      index = parent;
    }
    events[index] = event;
    this.nextTime = events[0].time;
  }

  /** Time of the next event, or Infinity. */
  nextTime: Nanoseconds = ns(Infinity);

  /** Removes and returns the next event's handler. Throws if there is none. */
  pop(): EventHandler {
    const { events } = this;
    const first = events.at(0);
    const last = events.pop();
    if (first === undefined || last === undefined) throw new RangeError('the event queue is empty');
    if (events.length > 0) this.sink(last);
    this.nextTime = ns(events.length === 0 ? Infinity : events[0].time);
    return first.handler;
  }

  /** Puts an event where the first one was. */
  private sink(event: ScheduledEvent): void {
    const { events } = this;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= events.length) break;
      if (child + 1 < events.length && isBefore(events[child + 1], events[child])) child++;
      if (!isBefore(events[child], event)) break;
      events[index] = events[child];
      index = child;
    }
    events[index] = event;
  }
}

function isBefore(a: ScheduledEvent, b: ScheduledEvent): boolean {
  return a.time < b.time || (a.time === b.time && a.order < b.order);
}
