import { type Axis, SweepPlan } from './sweep-plan.js';
import { parseValueList, type ValueList } from './value-list.js';
import { InputError } from '../input/input-error.js';
import { flagOf } from '../cli/options/option.js';
import { readMatrix } from './matrix-file.js';
import { listOf, pointOptions, type SweepValues } from './options.js';

/** What a command line asks for: a plan, and what all of its points have in common. */
export interface SweepRequest {
  readonly plan: SweepPlan;
  /** Settings of all points, by option. */
  readonly constants: Readonly<Record<string, string>>;
}

/** The most runs that are run without `--yes`. */
export const confirmedRuns = 100_000;

/**
 * The plan of a command line. The matrix is the slowest axis, then come the options in the order of
 * the help.
 *
 * @throws InputError if there is too much, or a matrix contradicts a list
 */
export function sweepRequest(values: SweepValues): SweepRequest {
  const matrix = values.matrix === null ? null : readMatrix(values.matrix);
  const axes: Axis[] = matrix === null ? [] : [matrix];
  const constants: Record<string, string> = {};
  for (const key of Object.keys(pointOptions)) {
    const list = listOf(values, key);
    if (list === null) continue;
    if (matrix?.keys.includes(key)) {
      const problem = `contradicts --matrix ${values.matrix}, which sets it as well`;
      throw new InputError({ subject: flagOf(key), problem });
    }
    if (key === 'seed') continue;
    if (list.count === 1) constants[key] = list.at(0);
    else axes.push(listAxis(key, list));
  }
  // The seed of a matrix is one of its settings.
  const seeds = listOf(values, 'seed') ?? parseValueList(String(pointOptions['seed'].fallback), '');
  return { plan: new SweepPlan(axes, seeds, values.repeat), constants };
}

/** The size of a plan in words. */
export function planSize({ points, seeds, repeats, runs }: SweepPlan): string {
  const factors = [counted(points, 'point'), counted(seeds.count, 'seed')];
  if (repeats > 1) factors.push(counted(repeats, 'repeat'));
  return `${factors.join(' x ')} = ${counted(runs, 'run')}`;
}

/** @throws InputError if there are more runs than anybody wants by mistake */
export function checkSize({ runs }: SweepPlan, isConfirmed: boolean): void {
  if (runs > Number.MAX_SAFE_INTEGER) {
    throw new InputError({ subject: 'sweep', problem: 'has more runs than can be counted' });
  }
  if (runs <= confirmedRuns || isConfirmed) return;
  const problem = `${counted(runs, 'run')} are more than ${confirmedRuns}: give --yes to run them`;
  throw new InputError({ subject: 'sweep', problem });
}

/** "1 run", "2 runs". */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function listAxis(key: string, list: ValueList): Axis {
  return {
    keys: [key],
    count: list.count,
    at: (index) => ({ [key]: list.at(index) }),
    writtenOut: () => list.writtenOut(),
    canonicalText: () => list.canonicalText(),
  };
}
