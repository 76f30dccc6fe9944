import { flagOf } from '../cli/options/option.js';
import { isStrategySetting } from '../engines/qemu/features/strategy/settings.js';
import { InputError } from '../input/input-error.js';
import { settingTable } from '../settings/table.js';
import { readMatrix } from './matrix-file.js';
import { pointKeys, type SweepOptions } from './options.js';
import { type Axis, type PointTexts, SweepPlan } from './sweep-plan.js';
import { parseValueList, type ValueList } from './value-list.js';

/** What a command line asks for: a plan, and what all of its points have in common. */
export interface SweepRequest {
  readonly plan: SweepPlan;
  /** Settings of all points. */
  readonly constants: PointTexts;
}

/** The most runs that are run without `--yes`. */
export const confirmedRuns = 100_000;

/**
 * The plan of a command line. The matrix is the slowest axis, then come the settings in the order of
 * the help.
 *
 * @throws InputError if there is too much, or a matrix contradicts a list
 */
export function sweepRequest(options: SweepOptions): SweepRequest {
  const matrix = options.matrix === null ? null : readMatrix(options.matrix);
  const axes: Axis[] = matrix === null ? [] : [matrix];
  const constants: Record<string, string> = {};
  for (const [key, list] of listsOf(options)) {
    if (matrix?.keys.includes(key)) {
      const problem = `contradicts --matrix ${options.matrix}, which sets it as well`;
      throw new InputError({ subject: flagOf(key), problem });
    }
    if (key === 'seed') continue;
    if (list.count === 1) constants[key] = list.at(0);
    else axes.push(listAxis(key, list));
  }
  // The seed of a matrix is one of its settings.
  const seeds = options.seed ?? parseValueList(String(settingTable.seed.standard), '');
  return { plan: new SweepPlan(axes, seeds, options.repeat), constants };
}

/** What was written of each setting, in the order of the help; those of a strategy are the last. */
function listsOf(options: SweepOptions): [string, ValueList][] {
  const values: Readonly<Record<string, unknown>> = options;
  const keys = [...pointKeys, ...Object.keys(options).filter(isStrategySetting)];
  return keys.flatMap((key) => (values[key] === null ? [] : [[key, values[key] as ValueList]]));
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
