import { flagOf } from '../cli/options/option.js';
import { InputError } from '../input/input-error.js';
import type { Settings } from '../settings/resolve.js';
import { dirtyRateWorkload, readDirtyRates } from './dirty-rate-reply.js';
import type { AdviseOptions } from './options.js';
import { type AdviceQuestion, completeQuestion, type CompleteQuestion } from './question.js';

/**
 * What a command line asks.
 *
 * @throws InputError if options contradict each other
 */
export function questionOf(options: AdviseOptions): CompleteQuestion {
  const { dirtyRate, explain, maxDowntime, maxTotal, minGuestSpeed, ramInUse, runs, without } =
    options;
  const { cpus, dirtyRingSize, host, linkGbit, linkMbit, mem, qemu, seed } = options;
  const settings = { cpus, mem, dirtyRingSize, host, linkGbit, linkMbit, qemu, seed } as Settings;
  const question: AdviceQuestion = {
    settings: { ...settings, ...loadOf(options) },
    goals: {
      ...(maxDowntime !== null && { maxDowntimeMs: maxDowntime }),
      ...(maxTotal !== null && { maxTotalSeconds: maxTotal }),
      ...(minGuestSpeed !== null && { minGuestSpeedPercent: minGuestSpeed }),
    },
    without,
    runs,
    ramInUse,
    explain,
  };
  const isMeasured = dirtyRate.length > 0;
  return completeQuestion(question, (key) =>
    flagOf(key === 'workload' && isMeasured ? 'dirtyRate' : key),
  );
}

/** What the guest writes, from the one option that says so. */
function loadOf({ dirtyRate, stressMem, workload }: AdviseOptions): Settings {
  const given = [
    ...(stressMem === undefined ? [] : ['--stress-mem']),
    ...(workload === undefined ? [] : ['--workload']),
    ...(dirtyRate.length === 0 ? [] : ['--dirty-rate']),
  ];
  if (given.length === 0) {
    throw new InputError({
      subject: 'advise',
      problem: 'what the guest writes is missing',
      allowed: '--stress-mem, --workload or --dirty-rate',
    });
  }
  if (given.length > 1) {
    const problem = `contradicts ${given[0]}: one of them says what the guest writes`;
    throw new InputError({ subject: given[1], problem });
  }
  if (dirtyRate.length > 0) return { workload: dirtyRateWorkload(readDirtyRates(dirtyRate)) };
  return { stressMem, workload } as Settings;
}
