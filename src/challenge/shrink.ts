import { rounded, type Gene, type Point } from '../search/gene.js';
import { type Arena, type Duel, holds } from './arena.js';

/** Part of the difference that has to stay. */
const keptShare = 0.5;

export interface ShrinkRule {
  readonly genes: readonly Gene[];
  /** How much worse the strategy has to be in each repeat. */
  readonly least: number;
  readonly repeats: number;
  readonly isAccepted: (point: Point) => boolean;
}

/**
 * The simplest form of a find: settings go back to their defaults one by one, and numbers to rounder ones, as long as
 * the strategy is worse in each repeat and at least half of the difference stays.
 */
export async function shrunk(find: Duel, arena: Arena, rule: ShrinkRule): Promise<Duel> {
  const { least, repeats } = rule;
  const kept = keptShare * (find.score ?? 0);
  let best = find;
  const attempt = async (point: Point): Promise<boolean> => {
    if (!rule.isAccepted(point)) return false;
    const [duel] = await arena.duels([point], repeats);
    if (!holds(duel, least) || (duel.score ?? 0) < kept) return false;
    best = duel;
    return true;
  };
  for (let isSimpler = true; isSimpler;) {
    isSimpler = false;
    for (const { key, mayBeDefault } of rule.genes) {
      if (!mayBeDefault || !(key in best.point)) continue;
      const { [key]: _left, ...rest } = best.point;
      if (await attempt(rest)) isSimpler = true;
    }
    // With rounder numbers something else may not matter any more.
    for (const gene of isSimpler ? [] : rule.genes) {
      for (const value of rounderValues(gene, best.point[gene.key])) {
        if (!(await attempt({ ...best.point, [gene.key]: value }))) continue;
        isSimpler = true;
        break;
      }
    }
  }
  return best;
}

/** Rounder numbers near one, the roundest first. */
function rounderValues({ values }: Gene, value: unknown): readonly number[] {
  if (values.kind !== 'numbers' || typeof value !== 'number') return [];
  const { high, isWhole, low } = values;
  const unit = 10 ** Math.floor(Math.log10(Math.max(value, Number.MIN_VALUE)));
  const round = [unit, 10 * unit, 5 * unit, 2 * unit, rounded(value, 1, isWhole)].filter(
    (number) => number >= low && number <= high && (!isWhole || Number.isInteger(number)),
  );
  const until = round.indexOf(value);
  return [...new Set(until < 0 ? round : round.slice(0, until))];
}
