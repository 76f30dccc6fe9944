import type { Shard } from './shard.js';
import { InputError } from '../input/input-error.js';
import type { Option } from '../cli/options/option.js';
import type { Terminal } from '../cli/terminal.js';

/** A shard that was named, or one that the environment names. */
export type ShardChoice = Shard | { readonly index: 'auto'; readonly count: number | null };

const allowed = 'I/N with I from 1 to N, auto, auto/N';

/** The part of the sweep to run. */
export const shardOption: Option<ShardChoice> = {
  placeholder: 'I/N',
  description:
    'run only part I of N equal parts (I from 1); auto takes both from a Slurm array, auto/N the part ' +
    'from a Slurm array 1-N or a Kubernetes indexed job',
  fallback: { index: 1, count: 1 },
  fallbackText: null,
  choices: [],
  hidden: false,
  read(text, flag) {
    const match = /^(\d+|auto)(?:\/(\d+))?$/.exec(text);
    const count = match?.[2] === undefined ? null : Number(match[2]);
    if (match === null || (match[1] !== 'auto' && count === null)) {
      throw new InputError({ subject: flag, value: text, problem: 'is not a shard', allowed });
    }
    const isCount = count === null || (count >= 1 && count <= 1_000_000);
    if (!isCount) {
      const range = '1 to 1000000 (shards)';
      throw new InputError({
        subject: flag,
        value: text,
        problem: 'is out of range',
        allowed: range,
      });
    }
    if (match[1] === 'auto') return { index: 'auto', count };
    return checked({ index: Number(match[1]), count: count ?? 1 }, text);
  },
};

/**
 * The shard that is meant.
 *
 * @throws InputError if the environment does not say
 */
export function shardOf(choice: ShardChoice, environment: Terminal['environment']): Shard {
  if (choice.index !== 'auto') return choice;
  const { SLURM_ARRAY_TASK_ID: task, JOB_COMPLETION_INDEX: completion } = environment;
  const { count } = choice;
  if (task !== undefined) {
    if (count === null) return slurmShard(environment);
    // The array runs from 1 to N: a task that is submitted again alone keeps its shard.
    return checked({ index: whole('SLURM_ARRAY_TASK_ID', task), count }, `auto/${count}`);
  }
  if (completion === undefined) {
    const problem = 'finds neither SLURM_ARRAY_TASK_ID nor JOB_COMPLETION_INDEX in the environment';
    throw new InputError({ subject: '--shard', value: 'auto', problem, allowed: 'I/N' });
  }
  if (count === null) {
    const problem = 'finds JOB_COMPLETION_INDEX, but Kubernetes does not tell how many there are';
    throw new InputError({ subject: '--shard', value: 'auto', problem, allowed: 'auto/N' });
  }
  const index = whole('JOB_COMPLETION_INDEX', completion) + 1;
  return checked({ index, count }, `auto/${count}`);
}

/** The place of a task in its Slurm array, whose numbers begin anywhere and may keep a distance. */
function slurmShard(environment: Terminal['environment']): Shard {
  const read = (name: string): number => whole(name, environment[name] ?? '');
  const count = read('SLURM_ARRAY_TASK_COUNT');
  const step =
    environment['SLURM_ARRAY_TASK_STEP'] === undefined ? 1 : read('SLURM_ARRAY_TASK_STEP');
  const task = read('SLURM_ARRAY_TASK_ID');
  const first = read('SLURM_ARRAY_TASK_MIN');
  const index = (task - first) / Math.max(step, 1) + 1;
  if (Number.isInteger(index) && index >= 1 && index <= count) return { index, count };
  const problem = `does not find task ${task} in an array of ${count} from ${first} in steps of ${step}`;
  throw new InputError({ subject: '--shard', value: 'auto', problem, allowed: 'I/N' });
}

function whole(name: string, text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InputError({ subject: name, value: text, problem: 'is not a whole number' });
}

function checked(shard: Shard, text: string): Shard {
  const { index, count } = shard;
  if (index >= 1 && index <= count) return shard;
  const problem = `asks for part ${index} of ${count}`;
  throw new InputError({ subject: '--shard', value: text, problem, allowed });
}
