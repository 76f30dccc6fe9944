import { recordKey } from '../cli/options/option.js';
import type { Setting } from '../engines/setting.js';
import { metricNameOf, unitText } from '../results/metric-name.js';
import { settingTable } from '../settings/table.js';
import { unitOfSetting } from './dimension.js';
import type { FixedSetting } from './heat-map-data.js';
import type { RecordValues } from './run-group.js';

const parameterPrefix = 'parameters_';

/** What of a run is a setting of it, besides its parameters. */
const identityKeys = new Set(['mode', 'cpus', 'mem_gb', 'workload', 'stress_mem_mb']);

/** Gathers which settings the runs of a sweep have in common. */
export class FixedSettings {
  private common: Map<string, string> | null = null;

  take(values: RecordValues): void {
    if (this.common === null) {
      this.common = new Map();
      for (const [key, value] of values) {
        if (isSetting(key) && isSaid(value)) this.common.set(key, String(value));
      }
      return;
    }
    for (const [key, text] of this.common) {
      if (String(values.get(key)) !== text) this.common.delete(key);
    }
  }

  /** Those that are not at their defaults, then the others. */
  rows(): { readonly fixed: readonly FixedSetting[]; readonly defaults: readonly FixedSetting[] } {
    const all = [...(this.common ?? [])];
    const rowsOf = (some: typeof all) => some.map(([key, text]) => fixedSetting(key, text));
    return {
      fixed: rowsOf(all.filter(([key, text]) => !isDefault(key, text))),
      defaults: rowsOf(all.filter(([key, text]) => isDefault(key, text))),
    };
  }
}

function isSetting(key: string): boolean {
  return identityKeys.has(key) || key.startsWith(parameterPrefix);
}

function isSaid(value: unknown): boolean {
  return value !== null && value !== undefined && value !== '';
}

/** Settings by the key of records. */
const settings = new Map(
  Object.entries<Setting<unknown>>(settingTable).map(([key, setting]) => [recordKey(key), setting]),
);

/** A default that depends on others is not told apart from it. */
function isDefault(key: string, text: string): boolean {
  if (!key.startsWith(parameterPrefix)) return key === 'workload' && text === 'stress';
  const setting = settings.get(key.slice(parameterPrefix.length));
  if (setting === undefined || typeof setting.standard === 'function') return true;
  // What needs a switch is told as 0 where that is off, and said where it is on.
  return setting.needs === undefined ? String(setting.standard) === text : text === '0';
}

function fixedSetting(key: string, text: string): FixedSetting {
  const bare = key.startsWith(parameterPrefix) ? key.slice(parameterPrefix.length) : key;
  const { name, unit } = metricNameOf(bare);
  const shown = text === 'true' ? 'on' : text === 'false' ? 'off' : text;
  const unitOfValue = unitOfSetting(bare) ?? unitText(unit);
  return [name, unitOfValue === '' ? shown : `${shown} ${unitOfValue}`];
}
