import type { QemuRefusal } from '../../qemu-refusal.js';

/** What a strategy's rule takes the place of, by hook. */
const replaced = {
  throttle: ['autoConverge', 'dirtyLimit'],
  sync: ['backgroundSync'],
  completion: [
    'policy',
    'pause',
    'pauseAfter',
    'maxFullPasses',
    'maxTransferFactor',
    'convergenceTimeout',
    'deadline',
  ],
} as const;

const off: readonly unknown[] = [false, 'off', null];

export const strategyRefusals: readonly QemuRefusal[] = Object.entries(replaced).flatMap(
  ([hook, settings]) =>
    settings.map((setting): QemuRefusal => ({
      subject: 'strategy',
      source: 'a rule takes the place of another one',
      problem({ name, policy, settings: given, strategy }) {
        const value = setting === 'policy' ? policy : given[setting];
        if (off.includes(value) || strategy?.hooks.some((each) => each === hook) !== true)
          return null;
        const problem = `has a ${hook} of its own, which contradicts ${name(setting)}`;
        return { value: strategy.name, problem };
      },
    })),
);
