import type { Trials } from '../advise/trials.js';
import type { RunRecord } from '../results/run-record.js';
import { mean } from '../statistics/summary.js';
import type { Point } from '../search/gene.js';
import { type ChallengeMetric, challengeMetrics } from './challenge-metric.js';
import { type Contest, contestScenario } from './contest.js';

/** Both strategies in the scenario of a point, once for each repeat. */
export interface Duel {
  readonly point: Point;
  readonly own: readonly RunRecord[];
  readonly other: readonly RunRecord[];
  /** How much worse the strategy is in each repeat; null where a repeat cannot be compared. */
  readonly excesses: readonly (number | null)[];
  /** The mean of those; null if one is. */
  readonly score: number | null;
  /** Of those of the same score: which is nearer to being worse. */
  readonly hint: number;
}

/** Where two strategies meet. */
export class Arena {
  private readonly metric: ChallengeMetric;

  constructor(
    private readonly contest: Contest,
    private readonly trials: Trials,
  ) {
    this.metric = challengeMetrics[contest.metric];
  }

  /** Migrations that were simulated. */
  get runs(): number {
    return this.trials.count;
  }

  /** The duel of each point, over so many repeats. */
  async duels(points: readonly Point[], repeats: number): Promise<readonly Duel[]> {
    const { against, strategy } = this.contest;
    const candidates = points.flatMap((point) =>
      [strategy, against].map((contender) => ({
        settings: { ...point, ...contender.settings },
        scenario: contestScenario(this.contest, contender, point),
      })),
    );
    const trials = await this.trials.run(candidates, repeats);
    return points.map((point, index) => {
      const [own, other] = [0, 1].map((side) => trials[2 * index + side].runs.slice(0, repeats));
      return this.duel(point, own, other);
    });
  }

  private duel(point: Point, own: readonly RunRecord[], other: readonly RunRecord[]): Duel {
    const excesses = own.map((run, index) => this.metric.excess(run, other[index]));
    const known = excesses.filter((excess) => excess !== null);
    const hints = own.map((run, index) => this.metric.hint(run, other[index]));
    const score = known.length === own.length ? mean(known) : null;
    return { point, own, other, excesses, score, hint: mean(hints) };
  }
}

/** In how many of its repeats the strategy is worse by so much. */
export function countWorse({ excesses }: Duel, least: number): number {
  return excesses.filter((excess) => excess !== null && excess >= least).length;
}

/** Whether it is in all of them. */
export function holds(duel: Duel, least: number): boolean {
  return countWorse(duel, least) === duel.excesses.length;
}

/** Negative if the first is the worse one for the strategy. */
export function worstFirst(a: Duel, b: Duel): number {
  const byScore = (b.score ?? -Infinity) - (a.score ?? -Infinity);
  return Number.isNaN(byScore) || byScore === 0 ? b.hint - a.hint : byScore;
}
