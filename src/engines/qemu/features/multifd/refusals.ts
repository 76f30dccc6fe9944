import { isAtLeast } from '../../../../profiles/qemu-version.js';
import { notYetIn, type QemuRefusal } from '../../qemu-refusal.js';
import { zeroPageDetectionSince } from './settings.js';

export const multifdRefusals: readonly QemuRefusal[] = [
  {
    subject: 'zeroPageDetection',
    source: 'QEMU, qapi/migration.json (ZeroPageDetection)',
    problem({ settings: { zeroPageDetection }, version }) {
      if (zeroPageDetection === 'legacy' || isAtLeast(version, zeroPageDetectionSince)) return null;
      const problem = notYetIn(version, zeroPageDetectionSince);
      return { value: zeroPageDetection, problem, allowed: 'legacy' };
    },
  },
];
