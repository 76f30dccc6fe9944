import { enablesPostcopy } from '../../../../profiles/policy.js';
import { integer, type RecordContext, toggle } from '../../../setting.js';

/** Whether the migration may switch: guestperf asks for it, or an operator's policy. */
const isPossible = ({ policy, settings }: RecordContext): boolean =>
  settings['postCopy'] === true || (policy !== null && enablesPostcopy(policy));

/** The capability postcopy-ram, and what belongs to it; defaults are guestperf's. */
export const postcopySettings = {
  postCopy: toggle({
    help: 'switch to postcopy after --post-copy-iters',
    guestperf: 'post_copy',
    record: {
      key: 'post_copy',
      description: 'Whether guestperf starts postcopy; absent if neither it nor the policy may',
      isThere: isPossible,
    },
    qmp: { capability: 'postcopy-ram' },
  }),
  postCopyIters: integer({
    min: 0,
    max: 2_147_483_647,
    help: 'with --post-copy: iteration count at which postcopy is started',
    standard: 5,
    guestperf: 'post_copy_iters',
    record: {
      key: 'post_copy_iters',
      values: 'integer',
      description: 'Iteration count at which guestperf starts it',
      value: ({ settings }) =>
        settings['postCopy'] === true ? Number(settings['postCopyIters']) : null,
      isThere: isPossible,
    },
  }),
  maxPostcopyBandwidth: integer({
    min: 0,
    max: 8_589_934_591,
    unit: 'MiB/s',
    help: 'max-postcopy-bandwidth in MiB/s, for pages that were not requested; 0 is unlimited',
    standard: 0,
    since: '3.0',
    record: {
      key: 'max_postcopy_bandwidth',
      description: 'max-postcopy-bandwidth in MiB/s; 0 is unlimited',
      isThere: isPossible,
    },
    qmp: { parameter: 'max-postcopy-bandwidth', value: (mib) => Number(mib) * 2 ** 20 },
  }),
  postcopyPreempt: toggle({
    help: 'postcopy-preempt: requested pages get their own connection',
    since: '7.1',
    record: {
      key: 'postcopy_preempt',
      description: 'Whether requested pages have a connection of their own',
      isThere: isPossible,
    },
    qmp: { capability: 'postcopy-preempt' },
  }),
};
