import { expect, test } from 'vitest';
import { ChannelGroup } from '../../src/host/channel-group.js';
import { SwitchoverTimeline } from '../../src/migration/switchover-timeline.js';
import { NS_PER_MS, ns } from '../../src/sim/time.js';

const ms = (count: number) => ns(count * NS_PER_MS);

/** As many channels as there are elements; nothing is sent over them. */
function groupOf(size: number): ChannelGroup {
  return new ChannelGroup(Array.from({ length: size }) as never[]);
}

/** A timeline that begins at 100 ms. */
function started(): SwitchoverTimeline {
  const timeline = new SwitchoverTimeline();
  timeline.start(ms(100));
  return timeline;
}

function spansOf(timeline: SwitchoverTimeline, end: number, lane = 'main'): string[] {
  const spans = timeline.timeline(ms(end))?.lanes.find(({ name }) => name === lane)?.spans ?? [];
  return spans.map(({ activity, fromMs, untilMs }) => `${activity} ${fromMs}-${untilMs}`);
}

test('nothing is written down before the switchover, and without one there is no timeline', () => {
  const timeline = new SwitchoverTimeline();
  timeline.busy('main', 'ram', ms(1), ms(2));
  expect(timeline.timeline(ms(5))).toBeNull();
});

test('times are those since the start, and the end cuts off what goes on', () => {
  const timeline = started();
  timeline.busy('main', 'ram', ms(99), ms(102));
  timeline.busy('main', 'state', ms(103), ms(108));
  timeline.busy('main', 'read', ms(110), ms(112));
  expect(timeline.timeline(ms(106))?.durationMs).toBe(6);
  expect(spansOf(timeline, 106)).toEqual(['ram 0-2', 'state 3-6']);
  expect(spansOf(timeline, 110)).toEqual(['ram 0-2', 'state 3-8']);
  expect(spansOf(timeline, 111)).toEqual(['ram 0-2', 'state 3-8', 'read 10-11']);
});

test('what was over when it began is not shown', () => {
  const timeline = started();
  timeline.busy('main', 'ram', ms(90), ms(100));
  expect(spansOf(timeline, 110)).toEqual([]);
});

test('packet after packet is one span, with gaps of up to 0.05 ms; another activity is another one', () => {
  const timeline = started();
  timeline.busy('main', 'ram', ms(100), ms(101));
  timeline.busy('main', 'ram', ms(101.05), ms(102));
  timeline.busy('main', 'ram', ms(102.0625), ms(103));
  timeline.busy('main', 'sync', ms(103), ms(104));
  expect(spansOf(timeline, 110)).toEqual(['ram 0-2', 'ram 2.0625-3', 'sync 3-4']);
});

test('a thread does one thing at a time: what overlaps begins when the last ends', () => {
  const timeline = started();
  timeline.busy('main', 'ram', ms(100), ms(104));
  timeline.busy('main', 'sync', ms(101), ms(106));
  timeline.busy('main', 'read', ms(102), ms(106));
  timeline.busy('main', 'read', ms(107), ms(107));
  expect(spansOf(timeline, 110)).toEqual(['ram 0-4', 'sync 4-6']);
});

test('channels are numbered from group to group, and each has a lane', () => {
  const timeline = new SwitchoverTimeline();
  const [pages, states] = [groupOf(2), groupOf(1)];
  timeline.number(pages);
  timeline.number(states);
  timeline.sent(states, 0, 'state', { start: ms(1), inSocket: ms(2), placed: ms(9) });
  timeline.start(ms(100));
  timeline.sent(pages, 1, 'ram', { start: ms(101), inSocket: ms(102), placed: ms(109) });
  timeline.sent(states, 0, 'state', { start: ms(103), inSocket: ms(104), placed: ms(109) });
  timeline.synchronised(pages, ms(105), ms(106));
  expect(timeline.timeline(ms(110))?.lanes.map(({ name }) => name)).toEqual([
    'main',
    'channel 1',
    'channel 2',
    'channel 3',
  ]);
  expect(spansOf(timeline, 110, 'channel 1')).toEqual(['sync 5-6']);
  expect(spansOf(timeline, 110, 'channel 2')).toEqual(['ram 1-2', 'sync 5-6']);
  expect(spansOf(timeline, 110, 'channel 3')).toEqual(['state 3-4']);
});

test('beyond a minute, what takes less than a ten-thousandth of the switchover is one span', () => {
  const timeline = started();
  for (const second of [50, 70]) {
    const from = second * 1000;
    timeline.busy('main', 'read', ms(from), ms(from + 3));
    timeline.busy('main', 'state', ms(from + 3), ms(from + 6));
    timeline.busy('main', 'read', ms(from + 6), ms(from + 9));
  }
  expect(spansOf(timeline, 100_000)).toEqual([
    'read 49900-49903',
    'state 49903-49906',
    'read 49906-49909',
    'read 69900-69909',
  ]);
});
