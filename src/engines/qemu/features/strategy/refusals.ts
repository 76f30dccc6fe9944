import type { QemuRefusal } from '../../qemu-refusal.js';

/** What a strategy's rule takes the place of, by hook. */
const replaced = {
  throttle: ['autoConverge', 'dirtyLimit'],
  sync: ['backgroundSync'],
} as const;

export const strategyRefusals: readonly QemuRefusal[] = Object.entries(replaced).flatMap(
  ([hook, settings]) =>
    settings.map((setting): QemuRefusal => ({
      subject: 'strategy',
      source: 'a rule takes the place of another one',
      problem({ name, settings: given, strategy }) {
        const isOn = given[setting] !== false && given[setting] !== 'off';
        if (!isOn || strategy?.hooks.some((each) => each === hook) !== true) return null;
        const problem = `has a ${hook} of its own, which contradicts ${name(setting)}`;
        return { value: strategy.name, problem };
      },
    })),
);
