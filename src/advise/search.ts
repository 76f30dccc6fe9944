import { type Candidate, type CandidateBase, type CandidateKind, variations } from './candidate.js';
import type { Goals } from './goals.js';
import type { Settings } from '../settings/resolve.js';
import { mayBePreferred, preferred, sureShare } from './preference.js';
import { reservationAbout } from './reservation.js';
import { isSure, raceToSure } from './race.js';
import { distinct, shareMet, type Trial, type Trials } from './trials.js';

/** How many of the best go on from each stage to the next. */
const kept = { coarse: 4, refined: 6, screened: 3 } as const;
/** Runs of each that went on from the refinement. */
const screeningRuns = 3;
/** Runs of the nearest, where none met the goals. */
const hopelessRuns = 8;
/** Runs that a search makes after the first stage, in a usual one: for telling how much is left. */
const usualRuns = { refinement: 12, screening: 12 } as const;

/** What a search found. */
export interface SearchResult {
  /** All that was tried. */
  readonly trials: readonly Trial[];
  /** The best, each with all its runs, in order of preference. */
  readonly finalists: readonly Trial[];
}

/**
 * Looks for settings that meet the goals, from coarse to fine: settings that lie far apart once each; those
 * near the best ones once each; of these the best a few times; and the best of them all the times. What could not be
 * preferred to what is known to meet the goals, whatever came of it, waits until that has turned out not to be
 * sure. Last resorts are tried where nothing else meets the goals without a reservation.
 */
export async function searchSettings(
  kinds: readonly CandidateKind[],
  base: CandidateBase,
  goals: Goals,
  repeats: number,
  trials: Trials,
): Promise<SearchResult> {
  const search = new Search(base, goals, repeats, trials);
  const usual = kinds.filter(({ isLastResort }) => !isLastResort);
  await search.explore(usual);
  // Where nothing is worth a try, at least it is told how far precopy is off.
  if (search.tried.length === 0) await search.tryOnce([base.plain]);
  const isMet = search.tried.some(
    (trial) => shareMet(trial, goals) === 1 && reservationAbout(trial, base) === null,
  );
  if (!isMet) await search.explore(kinds.filter(({ isLastResort }) => isLastResort));
  let finalists = await search.finals();
  if (!finalists.some((trial) => isSure(trial, goals, repeats)) && (await search.tryWhatWaits())) {
    finalists = distinct([...finalists, ...(await search.finals())]);
  }
  return { trials: search.tried, finalists: await search.completed(finalists) };
}

class Search {
  tried: readonly Trial[] = [];
  private waiting: readonly Candidate[] = [];

  constructor(
    private readonly base: CandidateBase,
    private readonly goals: Goals,
    private readonly repeats: number,
    private readonly trials: Trials,
  ) {}

  /** @param ahead what is tried later in any case, takes long, and may share the cores with the candidates */
  async tryOnce(candidates: readonly Candidate[], ahead: readonly Candidate[] = []): Promise<void> {
    const affordable = this.trials.affordable(candidates);
    const { maxTime } = this.base.plain.scenario.settings;
    const isEarly = affordable.length > 0 && this.trials.isAmple(maxTime);
    const others = isEarly ? ahead : [];
    const more = await this.trials.run([...affordable, ...others], 1);
    this.tried = distinct([...this.tried, ...more.slice(0, affordable.length)]);
  }

  /** Settings of some kinds that lie far apart, then those near the best of them. */
  async explore(kinds: readonly CandidateKind[]): Promise<void> {
    const { base, repeats, trials } = this;
    trials.expect(usualRuns.refinement + usualRuns.screening + repeats);
    const ofKinds = kinds.map((kind) => variations(base.plain, kind.coarse(base)));
    const coarse = ofKinds.flat();
    // What is told beside the best, whatever that is.
    const shown = ofKinds.flatMap((some) =>
      some.slice(0, 1).filter((candidate) => this.isReserved(candidate)),
    );
    const unhelped = (candidate: Candidate): boolean =>
      JSON.stringify(candidate.scenario) === JSON.stringify(base.plain.scenario);
    const waves = [
      coarse.filter(unhelped),
      coarse.filter((candidate) => !unhelped(candidate) && !this.isReserved(candidate)),
      coarse.filter((candidate) => this.isReserved(candidate)),
    ];
    for (const wave of waves) await this.tryWorthwhile(wave, shown);
    trials.expect(usualRuns.screening + repeats);
    const starts = this.order(this.tried).slice(0, kept.coarse);
    await this.tryWorthwhile(
      starts.flatMap((good) => kinds.flatMap((kind) => this.near(good, kind))),
    );
  }

  /** The best few several times, and the best of those until one is sure. */
  async finals(): Promise<readonly Trial[]> {
    const { goals, repeats, trials } = this;
    trials.expect(repeats);
    const [first, ...others] = this.order(this.tried).slice(0, kept.refined);
    const screened = [
      first,
      ...others.filter((trial) => mayBePreferred(trial, first, goals, this.base)),
    ];
    await trials.run(trials.affordable(screened), Math.min(screeningRuns, repeats));
    const best = this.order(screened).slice(0, kept.screened);
    if (best.some((trial) => shareMet(trial, goals) > 0)) {
      return raceToSure(best, goals, repeats, trials);
    }
    const runs = trials.mayGoOn() ? Math.min(hopelessRuns, repeats) : 1;
    return trials.run(best.slice(0, 1), runs);
  }

  /** @returns false if there is nothing */
  async tryWhatWaits(): Promise<boolean> {
    const { waiting } = this;
    this.waiting = [];
    if (waiting.length === 0 || !this.trials.mayGoOn()) return false;
    await this.tryOnce(waiting);
    return true;
  }

  /** Trials in order of preference, of which the best ones have all their runs, unless none ever met the goals. */
  async completed(finalists: readonly Trial[]): Promise<readonly Trial[]> {
    const { goals, repeats, trials } = this;
    const hopeful = finalists.filter((trial) => shareMet(trial, goals) > 0);
    const isDone = hopeful.length === 0 || hopeful.some((trial) => isSure(trial, goals, repeats));
    if (isDone || !trials.mayGoOn()) return this.order(finalists);
    await trials.run(this.order(hopeful).slice(0, kept.screened), repeats);
    return this.order(finalists);
  }

  private order(list: readonly Trial[]): readonly Trial[] {
    return preferred(list, this.goals, this.base);
  }

  private isReserved(candidate: Candidate): boolean {
    return reservationAbout(candidate, this.base) !== null;
  }

  /** Settings near some that are good. Of those that meet the goals a lower limit is only surer: the race tries it. */
  private near(good: Trial, kind: CandidateKind): readonly Candidate[] {
    const changes = kind.refine(good, this.base);
    const isMet = shareMet(good, this.goals) >= sureShare;
    return variations(
      good,
      changes.filter((change) => !(isMet && isLimit(change))),
    );
  }

  private async tryWorthwhile(
    candidates: readonly Candidate[],
    shown: readonly Candidate[] = [],
  ): Promise<void> {
    const [best] = this.order(this.tried);
    const isWorthwhile = (candidate: Candidate): boolean =>
      best === undefined ||
      shown.includes(candidate) ||
      mayBePreferred(candidate, best, this.goals, this.base);
    this.waiting = [...this.waiting, ...candidates.filter((candidate) => !isWorthwhile(candidate))];
    await this.tryOnce(candidates.filter(isWorthwhile), shown);
  }
}

/** Whether a change is one of the downtime limit alone. */
function isLimit(change: Settings): boolean {
  return Object.keys(change).join() === 'downtime';
}
