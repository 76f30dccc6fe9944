import type { LooseSettings, Setting, SettingTable } from '../engines/setting.js';
import { isStrategySetting } from '../engines/qemu/features/strategy/settings.js';
import { InputError } from '../input/input-error.js';
import { nearestName } from '../input/nearest-name.js';
import { readValue } from './read-value.js';
import { isSettingKey, settingOf, settingTable } from './table.js';

/** Settings that somebody wrote in one place: a command line, a part of a suite, a call of the library. */
export interface SettingLayer {
  readonly values: LooseSettings;
  /** What the user calls a setting there: a flag, a JSON path, its key. */
  name(key: string): string;
  /** Meant for all engines: what one does not know is not for it. */
  readonly isForAll?: true;
}

/** A setting that was given, and where. */
interface GivenSetting {
  readonly value: unknown;
  readonly name: string;
  readonly isForAll: boolean;
}

/** What was given in several places, of which a later one prevails. Null and undefined give nothing. */
export class GivenSettings {
  private readonly settings = new Map<string, GivenSetting>();

  /** @throws InputError naming a setting that does not exist, or whose value is not accepted */
  constructor(
    private readonly layers: readonly SettingLayer[],
    /** Rows that the table has not: those of a strategy. */
    private readonly more: SettingTable = {},
  ) {
    for (const layer of layers) this.take(layer);
  }

  /** The keys of what was given, in the order in which it was. A switch that is off is one that was not. */
  keys(): string[] {
    return [...this.settings].flatMap(([key, { value }]) => (value === false ? [] : [key]));
  }

  value(key: string): unknown {
    return this.settings.get(key)?.value;
  }

  /** Whether a setting was given for whatever engine there is. */
  isForAll(key: string): boolean {
    return this.settings.get(key)?.isForAll ?? false;
  }

  /** What the user calls a setting. */
  name(key: string): string {
    const { layers, settings } = this;
    return settings.get(key)?.name ?? layers[layers.length - 1]?.name(key) ?? key;
  }

  /** Gives a setting on behalf of another one, by whose name it goes. */
  imply(key: string, value: unknown, by: string): void {
    this.settings.set(key, { value, name: this.name(by), isForAll: false });
  }

  private rowOf(key: string): Setting<unknown> | undefined {
    if (isSettingKey(key)) return settingOf(key);
    return Object.hasOwn(this.more, key) ? this.more[key] : undefined;
  }

  private take(layer: SettingLayer): void {
    const { name, values } = layer;
    const isForAll = layer.isForAll === true;
    const spelt = new Set<string>();
    for (const [written, given] of Object.entries(values)) {
      if (given === null || given === undefined) continue;
      const row = this.rowOf(written);
      if (row === undefined) {
        // What is meant for all modes is not for one without the strategy that declares it.
        if (isForAll && isStrategySetting(written)) continue;
        throw unknownSetting(written, name, this.more);
      }
      const { form, spellingOf } = row;
      const value = readValue(form, given, name(written));
      const key = spellingOf ?? written;
      if (spellingOf !== undefined && (value === false || spelt.has(key))) continue;
      spelt.add(key);
      this.settings.delete(key);
      this.settings.set(key, { value, name: name(written), isForAll });
    }
  }
}

function unknownSetting(
  key: string,
  name: (key: string) => string,
  more: SettingTable,
): InputError {
  if (isStrategySetting(key)) {
    const keys = Object.keys(more);
    const problem = 'is not a setting of the strategy';
    const allowed = keys.length === 0 ? 'none' : keys.map(name).join(', ');
    return new InputError({ subject: name(key), problem, allowed });
  }
  const nearest = nearestName(key, [...Object.keys(settingTable), ...Object.keys(more)]);
  return new InputError({ subject: name(key), problem: 'unknown key', nearest });
}
