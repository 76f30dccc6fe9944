import { nearestName } from '../input/nearest-name.js';
import type { StrategyDefinition, StrategySetting } from './strategy-definition.js';

/** What is wrong with what a file exports, as a predicate. */
export class UnusableStrategy extends Error {
  override readonly name = 'UnusableStrategy';
}

type Fields = Readonly<Record<string, unknown>>;

/** The fields of each part, and what each of them has to be. */
const hookFields = {
  throttle: { percent: 'function', everyMs: 'interval' },
  sync: {
    wanted: 'function',
    everyMs: 'interval',
    firstMs: 'interval',
    from: 'phase',
    by: 'looker',
    isOver: 'function',
  },
  completion: { decide: 'function', everyMs: 'interval', eachTurn: 'flag', untilEnd: 'flag' },
  holdBack: { pages: 'function', everyMs: 'interval', giveBack: 'function' },
} as const;

export type StrategyHook = keyof typeof hookFields;

/** What a strategy has rules for. */
export function hooksOf(definition: StrategyDefinition): readonly StrategyHook[] {
  return (Object.keys(hookFields) as StrategyHook[]).filter(
    (hook) => definition[hook] !== undefined,
  );
}

const needed = [
  'throttle.percent',
  'sync.wanted',
  'sync.everyMs',
  'completion.decide',
  'holdBack.pages',
];
const fields = ['name', 'settings', 'state', ...Object.keys(hookFields)];

/**
 * What a file exports by default, if it is a strategy.
 *
 * @throws UnusableStrategy saying what of it is not
 */
export function checkedStrategy(exported: unknown): StrategyDefinition {
  if (exported === undefined) throw new UnusableStrategy('has no default export');
  const definition = objectOf(exported, 'its default export');
  checkKeys(definition, fields, '');
  const { name, settings, state } = definition;
  if (typeof name !== 'string' || !/^[a-z0-9][a-z0-9-]*$/.test(name)) {
    throw new UnusableStrategy('has no name of small letters, digits and hyphens');
  }
  if (state !== undefined && typeof state !== 'function') {
    throw new UnusableStrategy('has a state that is not a function');
  }
  const declared = settings === undefined ? {} : objectOf(settings, 'settings');
  for (const [key, setting] of Object.entries(declared)) checkSetting(key, setting);
  const hooks = Object.keys(hookFields).filter((hook) => definition[hook] !== undefined);
  if (hooks.length === 0) {
    throw new UnusableStrategy(`has none of the hooks ${Object.keys(hookFields).join(', ')}`);
  }
  for (const hook of hooks) {
    checkHook(hook as StrategyHook, objectOf(definition[hook], hook));
  }
  return definition as unknown as StrategyDefinition;
}

function objectOf(value: unknown, what: string): Fields {
  if (typeof value === 'object' && value !== null) return value as Fields;
  throw new UnusableStrategy(`has something else than an object as ${what}`);
}

function checkKeys(given: Fields, known: readonly string[], place: string): void {
  const unknown = Object.keys(given).find((key) => !known.includes(key));
  if (unknown === undefined) return;
  const nearest = nearestName(unknown, [...known]);
  const hint =
    nearest === undefined ? `; known are ${known.join(', ')}` : `; did you mean ${nearest}?`;
  throw new UnusableStrategy(`has an unknown field ${place}${unknown}${hint}`);
}

function checkHook(hook: StrategyHook, given: Fields): void {
  const known: Fields = hookFields[hook];
  checkKeys(given, Object.keys(known), `${hook}.`);
  for (const [key, kind] of Object.entries(known)) {
    const place = `${hook}.${key}`;
    const value = given[key];
    if (value === undefined && needed.includes(place)) {
      throw new UnusableStrategy(`has no ${place}`);
    }
    if (value === undefined) continue;
    const { isIn, otherwise } = kinds[kind as keyof typeof kinds];
    if (!isIn(value)) throw new UnusableStrategy(`has a ${place} that is ${otherwise}`);
  }
}

/** What a field may be, and what one that is not is called. */
const kinds = {
  function: { isIn: (value: unknown) => typeof value === 'function', otherwise: 'not a function' },
  interval: {
    isIn: (value: unknown) => typeof value === 'number' || typeof value === 'function',
    otherwise: 'neither a number of ms nor a function of the settings',
  },
  phase: {
    isIn: (value: unknown) => value === 'setup' || value === 'active',
    otherwise: "neither 'setup' nor 'active'",
  },
  flag: {
    isIn: (value: unknown) => typeof value === 'boolean',
    otherwise: 'neither true nor false',
  },
  looker: {
    isIn: (value: unknown) => value === 'timer' || value === 'thread',
    otherwise: "neither 'timer' nor 'thread'",
  },
};

function checkSetting(key: string, given: unknown): void {
  const place = `settings.${key}`;
  if (!/^[a-z][a-zA-Z0-9]*$/.test(key)) {
    throw new UnusableStrategy(`has a setting ${key}, which is not a name in camel case`);
  }
  const setting = objectOf(given, place);
  checkKeys(setting, ['min', 'max', 'default', 'help', 'whole'], `${place}.`);
  const { default: standard, help, max, min, whole } = setting as Partial<StrategySetting>;
  const numbers = { min, max, default: standard };
  const missing = Object.entries(numbers).find(([, value]) => !Number.isFinite(value));
  if (missing !== undefined) throw new UnusableStrategy(`has no number as ${place}.${missing[0]}`);
  if (typeof help !== 'string' || help.trim() === '' || help.includes('\n')) {
    throw new UnusableStrategy(`has no line of text as ${place}.help`);
  }
  const isIn = Number(min) <= Number(standard) && Number(standard) <= Number(max);
  if (!isIn) throw new UnusableStrategy(`has a ${place}.default outside of its range`);
  if (whole === true && !Object.values(numbers).every(Number.isInteger)) {
    throw new UnusableStrategy(`has a ${place} that is whole, with numbers that are not`);
  }
}
