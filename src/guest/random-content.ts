import { lowestBit, maskBefore } from '../memory/bit-words.js';
import type { WriteRegion } from '../memory/write-region.js';
import type { RandomStream } from '../sim/random-stream.js';
import { type Nanoseconds, ns } from '../sim/time.js';
import { type ContentSource, type VisitPattern, ZERO_VERSION } from './page-content.js';
import { RandomPicks } from './random-picks.js';

/** Looks are this far apart, so that they cost about as much as the pages that are sent meanwhile. */
const LOOK_NS_PER_PAGE = 5;

/** Above this a page that was not visited is so unlikely that none is left out. */
export const CERTAIN = 1 - 1e-12;

/** What was drawn of the content of a region that is visited at random. */
interface Tracking {
  /** Set for each page that was visited since its content was last asked for. */
  readonly visited: Uint32Array;
  readonly version: Float64Array;
  /** Visits of each page in the mean, when its content was last asked for. */
  readonly askedAt: Float64Array;
  readonly random: RandomStream;
}

/**
 * The content of pages that are visited at random. The visits of a page are a Poisson process, so
 * what was drawn is only whether a page was visited since somebody looked at its content; how often,
 * odd or even, is drawn when somebody looks: after `m` visits in the mean it is odd with probability
 * `(1 + exp(-m)) / 2`, given that there was one.
 */
export class RandomContent implements ContentSource {
  /** Visits of each page in the mean so far. */
  private meanVisits = 0;
  private tracking: Tracking | null = null;

  constructor(
    private readonly region: WriteRegion,
    readonly pattern: VisitPattern,
    private readonly contentRandom: () => RandomStream,
    private readonly filledPages: () => number,
  ) {}

  /** Each look goes over the whole region. */
  get staleFor(): Nanoseconds {
    return ns(this.region.pages * LOOK_NS_PER_PAGE);
  }

  get isOn(): boolean {
    return this.tracking !== null;
  }

  track(): void {
    const { pages, logged } = this.region;
    const random = this.contentRandom();
    this.tracking = {
      visited: new Uint32Array(logged.wordCount),
      version: new Float64Array(pages),
      askedAt: new Float64Array(pages),
      random,
    };
    // What has happened until now: nobody has looked at any content yet.
    drawClear(
      this.region.pages,
      -Math.expm1(-this.meanVisits),
      random,
      this.candidates(false),
      (page) => this.mark(page),
    );
  }

  /** There were so many more visits of each page, in the mean. */
  visited(meanVisits: number): void {
    this.meanVisits += meanVisits;
  }

  /** Draws which pages were visited, each with `probability`, and logs those that are protected. */
  drawVisited(probability: number, random: RandomStream): void {
    const { region } = this;
    drawClear(region.pages, probability, random, this.candidates(true), (page) => {
      this.mark(page);
      if (!region.isLogged(page)) region.logProtectedPage(page);
    });
  }

  versionOf(offset: number): number {
    const filled = this.filledPages();
    if (offset >= filled) return ZERO_VERSION;
    const { tracking, meanVisits } = this;
    if (tracking === null) return 0;
    const { askedAt, random, version, visited } = tracking;
    const bit = 1 << (offset & 31);
    if ((visited[offset >>> 5] & bit) !== 0) {
      const oddProbability = (1 + Math.exp(askedAt[offset] - meanVisits)) / 2;
      version[offset] += random.uniform() < oddProbability ? 1 : 2;
      visited[offset >>> 5] &= ~bit;
    }
    askedAt[offset] = meanVisits;
    return version[offset];
  }

  private mark(page: number): void {
    if (this.tracking !== null) this.tracking.visited[page >>> 5] |= 1 << (page & 31);
  }

  /** A word of pages of which it matters whether they are visited. */
  private candidates(withLog: boolean): (word: number) => number {
    const logged = this.region.logged.settledWords();
    return (word) => {
      const known = this.tracking?.visited[word] ?? 0;
      return ~(withLog ? known & logged[word] : known);
    };
  }
}

/** Calls `hit` for each candidate among `pages` pages that is drawn with `probability`. */
function drawClear(
  pages: number,
  probability: number,
  random: RandomStream,
  candidates: (word: number) => number,
  hit: (page: number) => void,
): void {
  if (probability <= 0) return;
  const picks = probability > CERTAIN ? null : new RandomPicks(probability, random);
  const last = (pages - 1) >>> 5;
  for (let index = 0; index <= last; index++) {
    const word = candidates(index) & (index === last ? maskBefore(pages) : -1);
    let hits = picks === null ? word : picks.among(word);
    for (; hits !== 0; hits &= hits - 1) hit(index * 32 + lowestBit(hits));
  }
}
