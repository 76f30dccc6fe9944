import type { ChannelGroup } from '../host/channel-group.js';
import type { Delivery } from '../host/stream.js';
import { NS_PER_MS, NS_PER_S, type Nanoseconds, ns } from '../sim/time.js';

/** What a thread is busy with; between the spans of a lane it is idle. */
export type LaneActivity = 'ram' | 'sync' | 'read' | 'state';

export interface LaneSpan {
  readonly activity: LaneActivity;
  /** Milliseconds since the guest was told to stop. */
  readonly fromMs: number;
  readonly untilMs: number;
}

/** One thread of the source. */
export interface Lane {
  readonly name: string;
  readonly spans: readonly LaneSpan[];
}

/** Who did what during the switchover, thread by thread. */
export interface Timeline {
  readonly durationMs: number;
  readonly lanes: readonly Lane[];
}

interface OpenSpan {
  readonly activity: LaneActivity;
  readonly from: Nanoseconds;
  until: Nanoseconds;
}

/** Spans of one activity that follow each other within this are one span: packet after packet. */
const JOIN_NS = 0.05 * NS_PER_MS;

/**
 * Of a switchover that is longer, nobody sees what takes less than this share of it: what a thread does one after the other
 * within it is one span, by the name of the first. A state of a TiB is sent in a million chunks.
 */
const LONG_NS = 60 * NS_PER_S;
const SEEN_SHARE = 1e-4;

/** Writes down who is busy when, from the stop of the guest on. */
export class SwitchoverTimeline {
  private origin: Nanoseconds | null = null;
  private readonly lanes = new Map<string, OpenSpan[]>();
  private readonly firstNumbers = new Map<ChannelGroup, number>();
  private channels = 0;

  /** The channels of a group are numbered behind those of the groups before. */
  number(group: ChannelGroup): void {
    this.firstNumbers.set(group, this.channels + 1);
    this.channels += group.size;
  }

  /** The switchover begins. */
  start(now: Nanoseconds): void {
    this.origin = now;
    this.lanes.set('main', []);
    for (let channel = 1; channel <= this.channels; channel++) {
      this.lanes.set(`channel ${channel}`, []);
    }
  }

  /** A channel was busy with a packet until it was in the socket. */
  sent(group: ChannelGroup, index: number, activity: LaneActivity, delivery: Delivery): void {
    if (this.origin === null) return;
    this.busy(this.channelName(group, index), activity, delivery.start, delivery.inSocket);
  }

  /** All channels of a group waited for each other. */
  synchronised(group: ChannelGroup, from: Nanoseconds, until: Nanoseconds): void {
    if (this.origin === null) return;
    for (let index = 0; index < group.size; index++) {
      this.busy(this.channelName(group, index), 'sync', from, until);
    }
  }

  /** The thread called `lane` was busy. */
  busy(lane: string, activity: LaneActivity, from: Nanoseconds, until: Nanoseconds): void {
    if (this.origin === null || until <= from) return;
    const spans = this.lanes.get(lane) ?? [];
    this.lanes.set(lane, spans);
    const last = spans.at(-1);
    const begin = ns(Math.max(from, last?.until ?? from));
    if (begin >= until) return;
    const isNext = last?.activity === activity && begin - last.until <= JOIN_NS;
    if (last !== undefined && (isNext || until - last.from <= this.unseen(begin)))
      last.until = until;
    else spans.push({ activity, from: begin, until });
  }

  /** The lanes from the start to `end`; null if there was no switchover. */
  timeline(end: Nanoseconds): Timeline | null {
    const { origin } = this;
    if (origin === null) return null;
    const lanes = Array.from(this.lanes, ([name, spans]) => ({
      name,
      spans: spans
        .filter(({ from, until }) => until > origin && from < end)
        .map(({ activity, from, until }) => ({
          activity,
          fromMs: (Math.max(from, origin) - origin) / NS_PER_MS,
          untilMs: (Math.min(until, end) - origin) / NS_PER_MS,
        })),
    }));
    return { durationMs: (end - origin) / NS_PER_MS, lanes };
  }

  /** What nobody sees of a switchover that has come to `now`. */
  private unseen(now: Nanoseconds): number {
    const passed = now - (this.origin ?? now);
    return passed > LONG_NS ? passed * SEEN_SHARE : 0;
  }

  private channelName(group: ChannelGroup, index: number): string {
    return `channel ${(this.firstNumbers.get(group) ?? 1) + index}`;
  }
}
