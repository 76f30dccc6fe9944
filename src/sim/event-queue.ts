import { type Nanoseconds, ns } from './time.js';

/** What happens at an event; may schedule further events, must not move the clock. */
export type EventHandler = (now: Nanoseconds) => void;

interface ScheduledEvent {
  readonly time: Nanoseconds;
  readonly handler: EventHandler;
}

/**
 * Future events in order of time; events of the same time run in the order in which they were
 * scheduled. A sorted list: a migration has a handful of pending events at any moment.
 */
export class EventQueue {
  /** Latest first, so that the next event is popped from the end. */
  private readonly events: ScheduledEvent[] = [];

  schedule(time: Nanoseconds, handler: EventHandler): void {
    const event = { time, handler };
    let index = this.events.length;
    while (index > 0 && this.events[index - 1].time <= time) index--;
    this.events.splice(index, 0, event);
    this.nextTime = this.events[this.events.length - 1].time;
  }

  /** Time of the next event, or Infinity. */
  nextTime: Nanoseconds = ns(Infinity);

  /** Removes and returns the next event's handler. Throws if there is none. */
  pop(): EventHandler {
    const event = this.events.pop();
    if (event === undefined) throw new RangeError('the event queue is empty');
    this.nextTime = ns(
      this.events.length === 0 ? Infinity : this.events[this.events.length - 1].time,
    );
    return event.handler;
  }
}
