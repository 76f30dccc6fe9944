import type { ReportSetting } from '../../guestperf/reported-run.js';
import type { RecordedOptions } from '../../results/results-document.js';
import { InputError } from '../../input/input-error.js';
import { type Option, type OptionValues, recordKey } from './option.js';
import { choiceOption, textOption } from './text-option.js';

/** The empty text is guestperf's own default of some of them. */
const recorded = (placeholder: string, description: string): Option<string | null> => ({
  ...textOption({ placeholder, description, fallback: null }),
  read: (text) => text,
});

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

/**
 * guestperf's own check: a unix socket, which is its default, does not leave the host.
 *
 * @throws InputError if the destination is another host
 */
export function checkTransport({ dstHost, transport }: OptionValues<typeof recordedOptions>): void {
  if (dstHost === null || dstHost === 'localhost') return;
  if (transport !== null && transport !== 'unix') return;
  throw new InputError({
    subject: '--dst-host',
    value: dstHost,
    problem: 'is not reached by a unix socket, which is the default: needs --transport tcp or rdma',
  });
}

/** The recorded options as a guestperf report says them. */
export function reportSetting(
  values: OptionValues<typeof recordedOptions>,
  notes: readonly string[],
): ReportSetting {
  const given = Object.keys(recordedOptions).map((key) => [
    key,
    values[key as keyof typeof values],
  ]);
  return { ...(Object.fromEntries(given) as typeof values), notes };
}

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
