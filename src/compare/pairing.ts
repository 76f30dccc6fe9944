import { InputError } from '../input/input-error.js';
import type { ComparableRun, Runs } from './comparable-run.js';
import type { MatchedScenario } from './matching.js';

export type Pair = readonly [base: ComparableRun, head: ComparableRun];

/** The runs of a scenario, by seed if both sides have the same ones. */
export type Samples = { readonly notes: readonly string[] } & (
  | {
      readonly kind: 'paired';
      readonly pairs: readonly Pair[];
      /** Both sides are of one version of the model. */
      readonly isSameModel: boolean;
    }
  | { readonly kind: 'unpaired'; readonly base: Runs; readonly head: Runs }
);

/**
 * Pairs the runs of a scenario that have the same seed and repeat. Runs without a partner are left
 * out; without any pair, and for real migrations, the sides are two samples.
 *
 * @param mayRepeat runs of several scenarios may have been matched (`--match`): seeds then occur twice
 * @throws InputError if a side holds a run twice
 */
export function pairRuns({ title, base, head }: MatchedScenario, mayRepeat: boolean): Samples {
  const bases = byDraw(base);
  const heads = byDraw(head);
  const unpaired = { kind: 'unpaired', base, head, notes: [] } as const;
  if (bases === null || heads === null) return unpaired;
  const twice = bases.twice ?? heads.twice;
  if (twice !== null) {
    if (mayRepeat) return unpaired;
    const [{ draw, file }, other] = twice;
    const files = file === other.file ? file : `${file} and ${other.file}`;
    throw new InputError({
      subject: bases.twice === null ? 'HEAD' : 'BASE',
      problem: `holds ${title} with seed ${draw?.seed}, repeat ${draw?.repeat} twice, in ${files}`,
    });
  }
  const pairs = [...bases.runs].flatMap(([key, run]): Pair[] => {
    const partner = heads.runs.get(key);
    return partner === undefined ? [] : [[run, partner]];
  });
  if (pairs.length === 0) return unpaired;
  const alone = base.length + head.length - 2 * pairs.length;
  return {
    kind: 'paired',
    pairs,
    isSameModel: new Set(pairs.flat().map(({ modelVersion }) => modelVersion)).size === 1,
    notes: alone === 0 ? [] : [`${alone} runs left out: their seeds are on one side only`],
  };
}

interface Drawn {
  readonly runs: ReadonlyMap<string, ComparableRun>;
  readonly twice: Pair | null;
}

/** Runs by seed and repeat; null if a real migration is among them. */
function byDraw(runs: Runs): Drawn | null {
  const drawn = new Map<string, ComparableRun>();
  let twice: Drawn['twice'] = null;
  for (const run of runs) {
    if (run.draw === null) return null;
    const key = JSON.stringify([run.draw.seed, run.draw.repeat]);
    const other = drawn.get(key);
    if (other !== undefined) twice ??= [other, run];
    drawn.set(key, run);
  }
  return { runs: drawn, twice };
}

/** The runs of each side that are compared. */
export function sidesOf(samples: Samples): { readonly base: Runs; readonly head: Runs } {
  if (samples.kind === 'unpaired') return samples;
  return { base: samples.pairs.map(([run]) => run), head: samples.pairs.map(([, run]) => run) };
}
