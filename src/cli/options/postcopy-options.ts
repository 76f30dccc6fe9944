import { InputError } from '../../input/input-error.js';
import {
  defaultPostCopyIters,
  type PostcopyOptions,
  postcopyConflict,
  type PostcopyParameters,
  postcopyParameters,
  postcopyRanges,
  type PostcopySurroundings,
} from '../../engines/qemu/features/postcopy/postcopy.js';
import { integerOption } from './integer-option.js';
import { flagOf } from './option.js';
import { switchOption } from './text-option.js';

/** Options of postcopy. */
export const postcopyOptions = {
  postCopy: switchOption('switch to postcopy after --post-copy-iters'),
  postCopyIters: integerOption({
    ...postcopyRanges.postCopyIters,
    description: 'with --post-copy: iteration count at which postcopy is started',
    fallback: defaultPostCopyIters,
  }),
  maxPostcopyBandwidth: integerOption({
    ...postcopyRanges.maxPostcopyBandwidth,
    description: 'max-postcopy-bandwidth in MiB/s, of pages that nobody asked for; 0 is unlimited',
    fallback: 0,
  }),
  postcopyPreempt: switchOption('postcopy-preempt: a connection of their own for requested pages'),
};

/**
 * The postcopy that a command line asks for; undefined for none.
 *
 * @throws InputError if options contradict each other
 */
export function postcopyChoice(
  options: PostcopyOptions,
  around: PostcopySurroundings,
): PostcopyParameters | undefined {
  const conflict = postcopyConflict(options, around, flagOf);
  if (conflict === null) return postcopyParameters(options, around.policy);
  throw new InputError({ ...conflict.detail, subject: flagOf(conflict.option) });
}
