import type { RecordedOptions } from '../../report/results-document.js';
import { type Option, type OptionValues, recordKey } from './option.js';
import { choiceOption, textOption } from './text-option.js';

const recorded = (placeholder: string, description: string): Option<string | null> =>
  textOption({ placeholder, description, fallback: null });

/** guestperf's options without an effect on the simulation: a report records them as given. */
export const recordedOptions = {
  binary: recorded('PATH', 'QEMU binary'),
  kernel: recorded('PATH', 'guest kernel'),
  initrd: recorded('PATH', 'guest initrd'),
  dstHost: recorded('HOST', 'destination host'),
  transport: choiceOption({
    choices: ['unix', 'tcp', 'rdma'],
    description: 'migration transport',
    fallback: null,
  }),
  srcCpuBind: recorded('LIST', 'CPUs of the source VM'),
  srcMemBind: recorded('LIST', 'NUMA nodes of the source VM'),
  dstCpuBind: recorded('LIST', 'CPUs of the destination VM'),
  dstMemBind: recorded('LIST', 'NUMA nodes of the destination VM'),
  preallocPages: recorded('VALUE', 'preallocate guest RAM'),
  hugePages: recorded('VALUE', 'back guest RAM with huge pages'),
  lockedPages: recorded('VALUE', 'lock guest RAM'),
};

const bindLists: ReadonlySet<string> = new Set([
  'srcCpuBind',
  'srcMemBind',
  'dstCpuBind',
  'dstMemBind',
]);

/** The recorded options that were given, in guestperf's spelling; its bind lists are arrays. */
export function recordOptions(values: OptionValues<typeof recordedOptions>): RecordedOptions {
  const record: RecordedOptions = {};
  for (const key of Object.keys(recordedOptions) as (keyof typeof recordedOptions)[]) {
    const value = values[key];
    if (value === null || value === recordedOptions[key].fallback) continue;
    record[recordKey(key)] = bindLists.has(key) ? String(value).split(',').filter(Boolean) : value;
  }
  return record;
}
