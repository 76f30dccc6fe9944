import { flagOf } from '../cli/options/option.js';
import { say } from '../cli/message.js';
import type { Terminal } from '../cli/terminal.js';
import { textReader } from '../cli/text-input.js';
import { InputError } from '../input/input-error.js';
import { dirtyRateNotes, dirtyRateWorkload, readDirtyRates } from '../observed/dirty-rate-reply.js';
import type { Settings } from '../settings/resolve.js';

/** What was measured, as settings, and what the user calls them. */
export interface MeasuredLoad {
  readonly settings: Pick<Settings, 'workload'>;
  readonly name: (key: string) => string;
}

/** Other options that say what the guest writes. */
const loads = ['stressMem', 'workload'];

/**
 * The workload of `--dirty-rate` as a setting; none without the option.
 *
 * @param written keys of the options that were written
 * @throws InputError if another option says what the guest writes, or a measurement cannot be read
 */
export async function measuredLoad(
  given: readonly string[],
  written: ReadonlySet<string>,
  terminal: Terminal,
): Promise<MeasuredLoad> {
  if (given.length === 0) return { settings: {}, name: flagOf };
  const other = loads.find((key) => written.has(key));
  if (other !== undefined) {
    const problem = `contradicts ${flagOf(other)}: one of them says what the guest writes`;
    throw new InputError({ subject: flagOf('dirtyRate'), problem });
  }
  const rates = readDirtyRates(given, await textReader(given, terminal));
  for (const note of dirtyRateNotes(given)) say(terminal, `note: ${note}`);
  return {
    settings: { workload: dirtyRateWorkload(rates) },
    name: (key) => flagOf(key === 'workload' ? 'dirtyRate' : key),
  };
}
