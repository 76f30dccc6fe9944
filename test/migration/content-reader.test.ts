import { beforeEach, expect, test } from 'vitest';
import {
  type ContentSource,
  stressPattern,
  unknownPattern,
  ZERO_VERSION,
} from '../../src/guest/page-content.js';
import { type ContentExtent, GuestMemory } from '../../src/memory/guest-memory.js';
import { WriteRegion } from '../../src/memory/write-region.js';
import { ContentReader } from '../../src/migration/content-reader.js';
import { RamState } from '../../src/migration/ram-state.js';
import { ns } from '../../src/sim/time.js';
import { VirtualClock } from '../../src/sim/virtual-clock.js';

const region = new WriteRegion(64, 96);
const extents: ContentExtent[] = [
  { start: 0, end: 32, content: 'static', region: null },
  { start: 32, end: 64, content: 'zero', region: null },
  { start: 64, end: 96, content: 'workload', region },
  { start: 96, end: 128, content: 'junk', region: null },
];

/** When the writes of the region were worked out. */
let looks: number[];
let clock: VirtualClock;

beforeEach(() => {
  looks = [];
  clock = new VirtualClock();
});

function reader(content: Partial<ContentSource> = {}): ContentReader {
  const memory = new GuestMemory([{ idstr: 'pc.ram', start: 0, end: 128 }], extents);
  const source = { pattern: stressPattern, versionOf: (offset: number) => offset / 2, ...content };
  const guest = {
    advanceRegion: (_region: WriteRegion, now: number) => void looks.push(now),
    contentOf: () => source,
  };
  return new ContentReader({
    clock,
    guest: guest as unknown as ConstructorParameters<typeof ContentReader>[0]['guest'],
    ram: new RamState(memory),
  });
}

test('the first extent is looked at from the beginning', () => {
  const content = reader();
  expect([content.pattern, content.versionOf(5)]).toEqual([unknownPattern, 0]);
});

test('what nobody changes has one version, and zeroes have theirs', () => {
  const content = reader();
  expect(content.look(31)).toBe(extents[0]);
  expect([content.pattern, content.versionOf(31)]).toEqual([unknownPattern, 0]);
  expect(content.look(32)).toBe(extents[1]);
  expect(content.versionOf(63)).toBe(ZERO_VERSION);
  expect(content.look(127)).toBe(extents[3]);
  expect(content.versionOf(127)).toBe(0);
  expect(looks).toEqual([]);
});

test('a region has the versions of its workload, page by page of its own', () => {
  const content = reader();
  expect(content.look(64)).toBe(extents[2]);
  expect(content.pattern).toBe(stressPattern);
  expect([64, 65, 95].map((page) => content.versionOf(page))).toEqual([0, 0.5, 15.5]);
  // And back.
  content.look(63);
  expect(content.versionOf(63)).toBe(ZERO_VERSION);
});

test('writes are worked out once for each moment', () => {
  const content = reader();
  content.look(64);
  content.look(70);
  clock.advanceTo(ns(10));
  content.look(0);
  content.look(71);
  expect(looks).toEqual([0, 10]);
});

test('an answer that may be reused is, until it is stale', () => {
  const content = reader({ staleFor: ns(100) });
  for (const now of [5, 50, 105, 106, 206, 207]) {
    clock.advanceTo(ns(now));
    content.look(64);
  }
  expect(looks).toEqual([5, 106, 207]);
});
