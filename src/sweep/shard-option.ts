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
  read(text) {
    const match = /^(\d+|auto)(?:\/(\d+))?$/.exec(text);
    const count = match?.[2] === undefined ? null : Number(match[2]);
    if (match === null || (match[1] !== 'auto' && count === null)) {
      throw refused(text, 'is not a shard', allowed);
    }
    if (count !== null && (count < 1 || count > 1_000_000)) {
      throw refused(text, 'is out of range', '1 to 1000000 (shards)');
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
    throw refused('auto', problem, 'I/N');
  }
  if (count === null) {
    const problem = 'finds JOB_COMPLETION_INDEX, but Kubernetes does not tell how many there are';
    throw refused('auto', problem, 'auto/N');
  }
  const index = whole('JOB_COMPLETION_INDEX', completion) + 1;
  return checked({ index, count }, `auto/${count}`);
}

/** The place of a task in its Slurm array, whose numbers begin anywhere and may keep a distance. */
function slurmShard(environment: Terminal['environment']): Shard {
  const read = (name: string, standard = ''): number => whole(name, environment[name] ?? standard);
  const count = read('SLURM_ARRAY_TASK_COUNT');
  const step = read('SLURM_ARRAY_TASK_STEP', '1');
  const task = read('SLURM_ARRAY_TASK_ID');
  const first = read('SLURM_ARRAY_TASK_MIN');
  const index = (task - first) / Math.max(step, 1) + 1;
  if (Number.isInteger(index) && index >= 1 && index <= count) return { index, count };
  throw refused(
    'auto',
    `does not find task ${task} in an array of ${count} from ${first} in steps of ${step}`,
    'I/N',
  );
}

function whole(name: string, text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InputError({ subject: name, value: text, problem: 'is not a whole number' });
}

function checked(shard: Shard, text: string): Shard {
  const { index, count } = shard;
  if (index >= 1 && index <= count) return shard;
  throw refused(text, `asks for part ${index} of ${count}`, allowed);
}

function refused(value: string, problem: string, instead?: string): InputError {
  return new InputError({ subject: '--shard', value, problem, allowed: instead });
}
