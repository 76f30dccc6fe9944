import fc from 'fast-check';
import { expect, test } from 'vitest';
import { WriteRegion } from '../../src/memory/write-region.js';
import { draws } from '../support/draws.js';

function protectedRegion(): WriteRegion {
  const region = new WriteRegion(64, 164);
  region.protectedPages = region.pages;
  return region;
}

test('a region knows its place in a bitmap over all pages', () => {
  const region = new WriteRegion(64, 164);
  expect(region.pages).toBe(100);
  expect(region.firstWord).toBe(2);
  expect(region.logged.pages).toBe(100);
  expect(region.touchedEnd).toBe(64);
});

test('each protected page faults once', () => {
  const region = protectedRegion();
  expect(region.logWrites(10, 20)).toBe(10);
  expect(region.logWrites(15, 40)).toBe(20);
  expect(region.logWrites(10, 40)).toBe(0);
  expect(region.protectedPages).toBe(70);
  expect(region.isLogged(9)).toBe(false);
  expect(region.isLogged(10)).toBe(true);
});

test('nothing faults while logging is off', () => {
  const region = new WriteRegion(0, 100);
  expect(region.logWrites(0, 100)).toBe(0);
  expect(region.isLogged(0)).toBe(false);
});

test('runs of protected and of logged pages end at the other kind, or with the region', () => {
  const region = protectedRegion();
  region.logProtectedRun(30, 70);
  expect(region.protectedPages).toBe(60);
  expect(region.protectedRunEnd(0)).toBe(30);
  expect(region.loggedRunEnd(30)).toBe(70);
  expect(region.protectedRunEnd(70)).toBe(100);
  region.logProtectedRun(70, 100);
  expect(region.loggedRunEnd(30)).toBe(100);
});

test('of a region that is not protected any more no page faults', () => {
  const region = protectedRegion();
  region.logWrites(10, 20);
  region.unprotect();
  expect(region.protectedPages).toBe(0);
  expect(region.protectedRunEnd(0)).toBe(0);
  expect(region.logWrites(0, 100)).toBe(0);
  expect(region.faults).toBe(10);
});

const change = fc.record({
  what: fc.constantFrom('run', 'run', 'run', 'page', 'writes', 'clear', 'protect', 'unprotect'),
  at: fc.nat({ max: 99 }),
  pages: fc.integer({ min: 1, max: 30 }),
});

test('the end of a run of protected pages is known whatever has changed since it was asked for', () => {
  fc.assert(
    fc.property(fc.array(change, { minLength: 50, maxLength: 150 }), (changes) => {
      const region = protectedRegion();
      for (const { at, pages, what } of changes) {
        const end = Math.min(region.pages, at + pages);
        const isProtected = !region.isLogged(at);
        const runEnd = Math.min(end, region.logged.nextSet(at));
        if (what === 'run' && isProtected) region.logProtectedRun(at, runEnd);
        else if (what === 'page' && isProtected) region.logProtectedPage(at);
        else if (what === 'writes') region.logWrites(at, end);
        else if (what === 'clear') {
          // As the log does it for a chunk.
          region.protectedPages += region.logged.count(at, end);
          region.logged.clearRange(at, end);
        } else if (what === 'protect' && at < 5) region.protect();
        else if (what === 'unprotect' && at < 5) region.unprotect();
        for (const page of [at, end, 50, at]) {
          if (page >= region.pages || region.isLogged(page)) continue;
          expect(region.protectedRunEnd(page)).toBe(region.logged.nextSet(page));
        }
      }
    }),
    draws(100, 7),
  );
});
