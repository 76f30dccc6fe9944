import type { LooseSettings, Setting } from '../../../setting.js';
import type { QemuRefusal } from '../../qemu-refusal.js';
import { precopySettings } from '../../precopy-settings.js';
import { stopSettings } from './settings.js';

/** The settings with a number each of which decides when a migration ends. */
const deciding = [
  ...Object.entries<Setting<unknown>>(stopSettings).flatMap(([key, { proposal }]) =>
    proposal === undefined ? [] : [key],
  ),
  'pauseAfter',
];

const timed = ['convergenceTimeout', 'deadline', 'pauseAfter'] as const;

/** A condition after the end of the migration is never met. */
function late(subject: (typeof timed)[number]): QemuRefusal {
  return {
    subject,
    source: 'guestperf, engine.py: it cancels after max_time',
    problem({ name, settings }) {
      const seconds = settings[subject];
      if (seconds === null || seconds <= settings.maxTime) return null;
      const problem = `contradicts ${name('maxTime')} ${settings.maxTime}, which cancels before`;
      return { value: String(seconds), problem };
    },
  };
}

/** Conditions may be combined: the first one that is met ends the migration. */
export const stopRefusals: readonly QemuRefusal[] = [
  {
    subject: 'policy',
    source: 'a manager and guestperf would both act',
    problem({ name, policy, policyName, settings }) {
      const other = settings.pause
        ? 'pause'
        : deciding.find((key) => (settings as LooseSettings)[key] !== null);
      if (policy === null || other === undefined) return null;
      return {
        value: policyName,
        problem: `contradicts ${name(other)}: a policy decides by itself`,
      };
    },
  },
  {
    subject: 'pauseAfter',
    source: 'guestperf, engine.py: it pauses once',
    problem: ({ name, settings: { pause, pauseAfter } }) =>
      pause && pauseAfter !== null
        ? {
            value: String(pauseAfter),
            problem: `contradicts ${name('pause')}: a guest is paused once`,
          }
        : null,
  },
  {
    subject: 'convergenceTimeout',
    source: 'the thread of 2011: the limit starts at 30 ms',
    problem({ name, settings: { convergenceTimeout, downtime } }) {
      if (convergenceTimeout === null || downtime === precopySettings.downtime.standard)
        return null;
      return {
        value: String(convergenceTimeout),
        problem: `contradicts ${name('downtime')} ${downtime}: it sets the limit, from 30 ms on`,
      };
    },
  },
  ...timed.map(late),
];
