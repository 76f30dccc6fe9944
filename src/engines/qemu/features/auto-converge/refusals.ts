import { describeRange } from '../../../refusal.js';
import type { QemuRefusal } from '../../qemu-refusal.js';

export const throttleRefusals: readonly QemuRefusal[] = [
  {
    subject: 'maxThrottle',
    source: 'QEMU, migrate_params_check',
    problem({ name, settings: { maxThrottle, throttleInitial } }) {
      if (maxThrottle >= throttleInitial) return null;
      return {
        value: String(maxThrottle),
        problem: `is below ${name('throttleInitial')} ${throttleInitial}`,
        allowed: describeRange({ min: throttleInitial, max: 99, unit: '%' }),
      };
    },
  },
];

export const responsiveThrottleRefusals: readonly QemuRefusal[] = [
  {
    subject: 'responsiveThrottle',
    source: 'the series of 2024: a criterion of auto-converge',
    problem: ({ name, settings: { autoConverge, responsiveThrottle } }) =>
      responsiveThrottle && !autoConverge ? { problem: `needs ${name('autoConverge')}` } : null,
  },
];
