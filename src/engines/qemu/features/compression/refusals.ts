import { isAtLeast } from '../../../../profiles/qemu-version.js';
import { notYetIn, type QemuRefusal } from '../../qemu-refusal.js';
import { levelSettings, multifdCompressionSince, multifdCompressionsOf } from './settings.js';

/** A level of another method than the one in use is a mistake. */
const levelRefusals = Object.entries(levelSettings).map(([method, subject]): QemuRefusal => ({
  subject,
  source: 'a level of something that was not asked for is a mistake',
  problem: ({ given, name, settings }) =>
    given.has(subject) && settings.multifdCompression !== method
      ? {
          value: String(settings[subject]),
          problem: `needs ${name('multifdCompression')} ${method}`,
        }
      : null,
}));

export const compressionRefusals: readonly QemuRefusal[] = [
  ...levelRefusals,
  {
    subject: 'multifdCompression',
    source: 'QEMU, qapi/migration.json (MultiFDCompression)',
    problem({ name, settings: { multifd, multifdCompression }, version }) {
      if (multifdCompression === 'none') return null;
      const since = multifdCompressionSince(multifdCompression);
      if (since !== null && !isAtLeast(version, since)) {
        const allowed = multifdCompressionsOf(version).join(', ');
        return { value: multifdCompression, problem: notYetIn(version, since), allowed };
      }
      return multifd ? null : { value: multifdCompression, problem: `needs ${name('multifd')}` };
    },
  },
];
