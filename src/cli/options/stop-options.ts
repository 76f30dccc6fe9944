import { defaultPauseIters, minTransferFactor, stopRanges } from '../../settings/stop-options.js';
import { integerOption, optionalIntegerOption } from './integer-option.js';
import { numberOption } from './number-option.js';
import { switchOption, textOption } from './text-option.js';

/** Options that end a migration that does not converge. */
export const stopOptions = {
  pause: switchOption('pause the guest, so that the migration converges, after --pause-iters'),
  pauseIters: integerOption({
    ...stopRanges.pauseIters,
    description: 'with --pause: iteration count at which the guest is paused',
    fallback: defaultPauseIters,
  }),
  pauseAfter: optionalIntegerOption({
    ...stopRanges.pauseAfter,
    description: 'pause the guest after this many seconds',
  }),
  maxFullPasses: optionalIntegerOption({
    ...stopRanges.maxFullPasses,
    description: 'switch over after this many full scans of RAM; proposed, never in a release',
  }),
  maxTransferFactor: numberOption({
    min: minTransferFactor,
    unit: 'times the RAM',
    description: 'switch over when more than this was sent; proposed, never in a release',
  }),
  convergenceTimeout: optionalIntegerOption({
    ...stopRanges.convergenceTimeout,
    description:
      'a downtime limit of 30 ms that doubles each N seconds; proposed, never in a release',
  }),
  deadline: optionalIntegerOption({
    ...stopRanges.deadline,
    description: 'switch over after this many seconds; proposed, never in a release',
  }),
  policy: textOption({
    placeholder: 'NAME|FILE',
    description:
      "what an operator's manager does meanwhile (libvirt, Nova, KubeVirt): the name of a shipped " +
      'policy, or a JSON file',
    fallback: null,
  }),
};
