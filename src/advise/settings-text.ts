import { xbzrleCacheBytes } from '../engines/qemu/features/xbzrle/settings.js';
import type { QemuScenario, ScenarioStrategy } from '../engines/scenario.js';
import { MIB } from '../memory/units.js';

/** The settings of a migration in a few words: "auto-converge from 20 % by 10 to 99 %, downtime limit 240 ms". */
export function settingsText({
  settings,
  strategy,
}: Pick<QemuScenario, 'settings' | 'strategy'>): string {
  const { autoConvergeStep, maxThrottle, throttleInitial } = settings;
  const cacheBytes = xbzrleCacheBytes(settings.mem, settings.compressionXbzrleCache);
  const ways = [
    strategy !== undefined && strategyText(strategy),
    settings.autoConverge &&
      `auto-converge from ${throttleInitial} % by ${autoConvergeStep} to ${maxThrottle} %`,
    settings.dirtyLimit && `dirty limit of ${settings.vcpuDirtyLimit} MiB/s for each vCPU`,
    settings.compressionXbzrle && `XBZRLE with a cache of ${cacheBytes / MIB} MiB`,
    settings.multifd && `multifd with ${settings.multifdChannels} channels`,
    settings.postCopy && `postcopy from iteration ${settings.postCopyIters} on`,
  ].filter((way) => way !== false);
  const how = ways.length === 0 ? 'plain precopy' : ways.join(', ');
  return `${how}, downtime limit ${settings.downtime} ms`;
}

/** "the strategy proportional (target 30, gain 1)". */
function strategyText({ name, settings }: ScenarioStrategy): string {
  const values = Object.entries(settings).map(([key, value]) => `${key} ${value}`);
  return `the strategy ${name}${values.length === 0 ? '' : ` (${values.join(', ')})`}`;
}
