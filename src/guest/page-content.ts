import type { Nanoseconds } from '../sim/time.js';

/** Words of 8 bytes in a page. */
export const PAGE_WORDS = 512;

/** Version of a page that holds zeroes. */
export const ZERO_VERSION = -1;

/**
 * What a workload's visits do to the content of a page.
 *
 * Content is told apart by versions: -1 is a page of zeroes, 0 a page that was filled with one byte,
 * n one that was visited n times. A fraction is the part of the visit (or of the fill) that is done:
 * a visit changes the page from its beginning to its end.
 */
export interface VisitPattern {
  /** Words that a visit changes, spread evenly over the page; the same ones at each visit. */
  readonly wordsPerVisit: number;
  /**
   * Whether a second visit takes back what the first one did, as XOR with the same data does. If
   * not, each visit leaves something new.
   */
  readonly returns: boolean;
}

/** guestperf's stress: every word of a page is XORed with the same page of data (stress.c). */
export const stressPattern: VisitPattern = { wordsPerVisit: PAGE_WORDS, returns: true };

/** Content of which nothing is known but that it is another one after each write. */
export const unknownPattern: VisitPattern = { wordsPerVisit: PAGE_WORDS, returns: false };

/** Tells the content of the pages of a region, as of the last run of the workload. */
export interface ContentSource {
  readonly pattern: VisitPattern;
  /** Version of page `offset` of the region. */
  versionOf(offset: number): number;
  /**
   * End of a run of pages from `offset` on, which may be longer, that have the same version; at most `limit`. If absent,
   * each page has to be asked for by itself.
   */
  sameUntil?(offset: number, limit: number): number;
  /**
   * For how much running time, at the least, pages [from, to) keep their versions; if absent, one may change at once. A
   * source of which answers go stale has none.
   */
  unchangedFor?(from: number, to: number): Nanoseconds;
  /** For how long an answer may be reused, where working out a newer one is dear; ns, 0 if absent. */
  readonly staleFor?: Nanoseconds;
  /** Has to be called before a migration that asks for versions, where it is there. */
  track?(): void;
}

/** How many words of a page differ between two versions of it. */
export function changedWords(pattern: VisitPattern, from: number, to: number): number {
  if (from === to) return 0;
  const fromPart = from - Math.floor(from);
  const toPart = to - Math.floor(to);
  const first = Math.min(fromPart, toPart);
  const second = Math.max(fromPart, toPart);
  return (
    changedWithin(pattern, from, to, 0, first) +
    changedWithin(pattern, from, to, first, second) +
    changedWithin(pattern, from, to, second, 1)
  );
}

/** Words of a page that hold random data, not the byte that it was filled with or zero. */
export function randomWords(pattern: VisitPattern, version: number): number {
  if (version <= 0) return 0;
  const done = Math.floor(version);
  const inProgress = wordsBefore(pattern.wordsPerVisit, version - done);
  if (!pattern.returns && done > 0) return pattern.wordsPerVisit;
  return done % 2 === 0 ? inProgress : pattern.wordsPerVisit - inProgress;
}

/** Of the part [begin, end) of a page, in which neither version has a visit begin or end. */
function changedWithin(
  pattern: VisitPattern,
  from: number,
  to: number,
  begin: number,
  end: number,
): number {
  if (begin >= end) return 0;
  const visitsFrom = visitsAt(from, begin);
  const visitsTo = visitsAt(to, begin);
  if (visitsFrom === visitsTo) return 0;
  const isFill = visitsFrom < 0 || visitsTo < 0;
  if (!isFill && pattern.returns && (visitsFrom + visitsTo) % 2 === 0) return 0;
  const words = isFill ? PAGE_WORDS : pattern.wordsPerVisit;
  return wordsBefore(words, end) - wordsBefore(words, begin);
}

/** Visits that have passed position `at` of a page; -1 is before the fill. */
function visitsAt(version: number, at: number): number {
  const done = Math.floor(version);
  return at < version - done ? done + 1 : done;
}

/** How many of `words`, spread evenly, lie before a position in the page. */
function wordsBefore(words: number, position: number): number {
  return Math.ceil(words * position);
}
