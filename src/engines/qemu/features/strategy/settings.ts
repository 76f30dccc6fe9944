import type { LooseSettings, Setting } from '../../../setting.js';

/** A rule of the user's own, in place of QEMU's. */
export const strategySettings = {
  strategy: {
    form: { kind: 'text' },
    placeholder: 'NAME|FILE',
    help:
      'your own rules of convergence: the name of a shipped strategy, or an ES module, which is a program ' +
      'and is run; its settings are options that begin with --strategy-',
    standard: null,
  } as Setting<string | null>,
};

/** Whether a key is that of a setting which a strategy has declared: `strategyGain` is its `gain`. */
export function isStrategySetting(key: string): boolean {
  return /^strategy[A-Z0-9]/.test(key);
}

/** Of values by their keys, those of settings which a strategy has declared, as far as they are given. */
export function givenStrategySettings(values: object): LooseSettings {
  const given = Object.entries(values).filter(
    ([key, value]) => isStrategySetting(key) && value !== undefined,
  );
  return Object.fromEntries(given);
}

/** The key of a setting that a strategy has declared. */
export function strategySettingKey(own: string): string {
  return `strategy${own[0].toUpperCase()}${own.slice(1)}`;
}
