import { describe, expect, test } from 'vitest';
import { Precopy, type PrecopyParts, type PendingRules } from '../../src/migration/precopy.js';
import type { StopConditionName } from '../../src/migration/stop-condition-names.js';
import { ns } from '../../src/sim/time.js';
import { PAGE_BYTES } from '../../src/memory/units.js';
import { memoryWithRegions, migrationContext } from '../support/engine.js';

const PAGES = 64;
const THRESHOLD_PAGES = 10;
const older: PendingRules = { completesAtThreshold: false, startsPostcopyFirst: false };
const newer: PendingRules = { completesAtThreshold: true, startsPostcopyFirst: true };

interface Course {
  readonly rules?: PendingRules;
  readonly dirtyPages: number;
  /** Pages that the sync finds. */
  readonly found?: number;
  readonly cancelled?: boolean;
  readonly enabledBy?: StopConditionName | null;
  readonly forcedBy?: StopConditionName | null;
  readonly postcopyBy?: StopConditionName | null;
}

/** What the loop does, up to its end or its third step of sending; and how it ends. */
function courseOf(course: Course): readonly [outcome: unknown, calls: string] {
  const { found = 0, postcopyBy = null } = course;
  const context = migrationContext({ memory: memoryWithRegions(PAGES, []) });
  context.ram.take(course.dirtyPages, PAGES);
  const calls: string[] = [];
  let steps = 0;
  const parts = {
    window: {
      thresholdBytes: THRESHOLD_PAGES * PAGE_BYTES,
      windowStartBytes: 0,
      sliceEnd: ns(Infinity),
      update: () => false,
    },
    rateLimit: { isExceeded: () => false, pagesUntilExceeded: () => Infinity },
    dirtySync: {
      remainingAtLastSync: 0,
      sync(cause: string) {
        calls.push(`sync ${cause}`);
        context.ram.dirtyPages += found;
      },
    },
    monitor: {
      get cancelReason() {
        return course.cancelled === true || steps === 3 ? 'max-time' : null;
      },
      afterSync: () => void calls.push('tell'),
    },
    sender: {
      iterate() {
        steps++;
        calls.push('send');
      },
    },
    completion: { run: () => 'downtime' },
    control: {
      enabledBy: () => course.enabledBy ?? null,
      forcedBy: () => course.forcedBy ?? null,
    },
    postcopy: postcopyBy === null ? null : { by: postcopyBy },
  };
  const precopy = new Precopy(context, parts as unknown as PrecopyParts, course.rules ?? older);
  return [precopy.run(), calls.join(', ')];
}

const completed = (stopCondition: StopConditionName | null = null) => ({
  status: 'completed',
  downtime: 'downtime',
  stopCondition,
});

test('a migration that is cancelled does nothing more', () => {
  expect(courseOf({ dirtyPages: 0, cancelled: true })).toEqual([{ status: 'cancelled' }, '']);
});

describe('what is pending', () => {
  test.each([
    [THRESHOLD_PAGES + 1, 'send, send, send'],
    // Exactly as much as the threshold: no sync, and the loop goes on.
    [THRESHOLD_PAGES, 'send, send, send'],
  ])('%i pages: pages are sent', (dirtyPages, calls) => {
    expect(courseOf({ dirtyPages })).toEqual([{ status: 'cancelled' }, calls]);
  });

  test.each([THRESHOLD_PAGES - 1, 0])('%i pages: a sync, and the switchover', (dirtyPages) => {
    expect(courseOf({ dirtyPages })).toEqual([completed(), 'sync pending, tell']);
  });

  test('after a sync that found more: pages are sent, and nothing is found twice', () => {
    const [outcome, calls] = courseOf({ dirtyPages: THRESHOLD_PAGES - 1, found: 2 });
    expect([outcome, calls]).toEqual([
      { status: 'cancelled' },
      'sync pending, tell, send, send, send',
    ]);
  });

  test('as much as the threshold after a sync: enough from 10.1 on, not before', () => {
    const course = { dirtyPages: THRESHOLD_PAGES - 1, found: 1 };
    expect(courseOf({ ...course, rules: newer })[0]).toEqual(completed());
    expect(courseOf({ ...course, rules: older })[0]).toEqual({ status: 'cancelled' });
    const more = { dirtyPages: THRESHOLD_PAGES - 1, found: 2 };
    expect(courseOf({ ...more, rules: newer })[0]).toEqual({ status: 'cancelled' });
  });
});

describe('what ends it', () => {
  test('who made little enough pending is named, and nobody is asked who forces it', () => {
    const course = { dirtyPages: 0, enabledBy: 'pause', forcedBy: 'deadline' } as const;
    expect(courseOf(course)[0]).toEqual(completed('pause'));
  });

  test('a condition forces the switchover however much is pending', () => {
    expect(courseOf({ dirtyPages: PAGES, forcedBy: 'deadline', enabledBy: 'pause' })).toEqual([
      completed('deadline'),
      '',
    ]);
  });

  test('a request for postcopy: before completion from 10.1 on, else only without it', () => {
    const postcopy = { status: 'postcopy', by: 'post-copy' };
    const asked = { postcopyBy: 'post-copy' } as const;
    for (const rules of [older, newer]) {
      expect(courseOf({ dirtyPages: PAGES, rules, ...asked })[0]).toEqual(postcopy);
    }
    expect(courseOf({ dirtyPages: 0, rules: older, ...asked })[0]).toEqual(completed());
    expect(courseOf({ dirtyPages: 0, rules: newer, ...asked })[0]).toEqual(postcopy);
    // And it is looked at before what else would force the switchover.
    expect(courseOf({ dirtyPages: PAGES, forcedBy: 'deadline', ...asked })[0]).toEqual(postcopy);
  });
});
