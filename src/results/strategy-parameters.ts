import * as z from 'zod/mini';
import type { ScenarioStrategy } from '../engines/scenario.js';
import { strategyNumber } from '../strategies/strategy-number.js';

/** Whether a parameter of a record tells of a strategy. */
export function isStrategyParameter(key: string): boolean {
  return /^strategy(_|$)/.test(key);
}

/** The parameters of a run with a strategy: its name, the hash of its file, and the number of each of its settings, as `strategy_gain`. */
export function strategyParameters({
  hash,
  name,
  settings,
}: ScenarioStrategy): Readonly<Record<string, string | number>> {
  const own = Object.entries(settings).map(([key, value]) => [settingField(key), value] as const);
  return { strategy: name, strategy_hash: hash, ...Object.fromEntries(own) };
}

function settingField(key: string): string {
  return `strategy_${key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
}

/** An object of parameters that may tell of a strategy as well, whatever its settings are. */
export function withStrategySettings<Shape extends Readonly<Record<string, z.ZodMiniType>>>(
  shape: Shape,
) {
  return z
    .catchall(z.object(shape), z.union([strategyNumber, z.string(), z.boolean(), z.null()]))
    .check(({ issues, value }) => {
      const keys = Object.keys(value).filter(
        (key) => !Object.hasOwn(shape, key) && !isStrategyParameter(key),
      );
      if (keys.length > 0) issues.push({ code: 'unrecognized_keys', keys, input: value });
    });
}
