import type { ConvergenceComparison } from './comparison-record.js';
import { signTest } from '../statistics/binomial.js';
import { fisherExact } from '../statistics/fisher-exact.js';
import type { Runs } from './comparable-run.js';
import { type Samples, sidesOf } from './pairing.js';

/**
 * Compares how many runs did not complete. To lose convergence where all had it is worse, to gain it
 * where none had it is better, whatever the number of runs; else a test decides: a sign test over
 * seeds, Fisher's exact test without.
 */
export function compareConvergence(samples: Samples, alpha: number): ConvergenceComparison {
  const sides = sidesOf(samples);
  const [base, head] = [countOf(sides.base), countOf(sides.head)];
  const finding =
    samples.kind === 'paired'
      ? pairedFinding(sides.base, sides.head, alpha)
      : unpairedFinding(base, head, alpha);
  return { base, head, ...finding };
}

type Count = ConvergenceComparison['base'];
type Finding = Pick<ConvergenceComparison, 'method' | 'p_value' | 'verdict' | 'note'>;

function countOf(runs: Runs): Count {
  const cancelled = runs.filter(({ isCompleted }) => !isCompleted);
  return { runs: runs.length, not_converged: cancelled.length };
}

function pairedFinding(base: Runs, head: Runs, alpha: number): Finding {
  const lost = base.filter((run, index) => run.isCompleted && !head[index].isCompleted).length;
  const gained = base.filter((run, index) => !run.isCompleted && head[index].isCompleted).length;
  const exact = { method: 'exact', p_value: null, note: null } as const;
  if (lost === 0) return { ...exact, verdict: gained === 0 ? 'same' : 'better' };
  if (gained === 0) return { ...exact, verdict: 'worse' };
  const p = signTest(lost, gained);
  const note = `${lost} seeds no longer converge, ${gained} now do`;
  const verdict = p > alpha ? 'unknown' : lost > gained ? 'worse' : 'better';
  return { method: 'paired', p_value: p, verdict, note };
}

function unpairedFinding(base: Count, head: Count, alpha: number): Finding {
  const before = base.not_converged / base.runs;
  const after = head.not_converged / head.runs;
  const p = fisherExact(
    { hits: base.not_converged, of: base.runs },
    { hits: head.not_converged, of: head.runs },
  );
  const finding = { method: 'unpaired', p_value: p, note: null } as const;
  if (before === after) return { ...finding, verdict: 'same' };
  const isPlain = after > before ? before === 0 : before === 1;
  if (!isPlain && p > alpha) return { ...finding, verdict: 'unknown' };
  return { ...finding, verdict: after > before ? 'worse' : 'better' };
}
