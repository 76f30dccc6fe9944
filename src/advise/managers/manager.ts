import type { QemuSettings } from '../../engines/qemu/settings.js';
import type { Policy, PolicySettings } from '../../profiles/policy.js';
import type { Settings } from '../../settings/resolve.js';

/** Software that migrates guests, by its own words for settings. */
export interface Manager {
  readonly name: string;
  /** Settings that it cannot be told, or that it decides by itself. */
  readonly unsaid: readonly (keyof Settings)[];
  /** @param timeout seconds for each GiB of the VM after which it acts, where it has such a limit */
  instructions(settings: QemuSettings, timeout: number): Instructions;
}

/** How a manager is told settings. */
export interface Instructions {
  /** What to write. */
  readonly lines: string[];
  /** What of the settings cannot be said. */
  readonly cannot: string[];
  /** What it does instead. */
  readonly instead: Settings;
}

/** Only those that apply. */
export function applying(entries: readonly (readonly [boolean, string])[]): string[] {
  return entries.flatMap(([applies, text]) => (applies ? [text] : []));
}

/** What neither Nova nor KubeVirt can say. */
export function beyondPolicies(settings: QemuSettings): readonly (readonly [boolean, string])[] {
  const { autoConverge, autoConvergeStep, maxThrottle, throttleInitial } = settings;
  const isDefault = throttleInitial === 20 && autoConvergeStep === 10 && maxThrottle === 99;
  return [
    [
      autoConverge && !isDefault,
      "a throttle other than QEMU's default (20 %, then +10 up to 99 %)",
    ],
    [settings.compressionXbzrle, 'XBZRLE'],
    [settings.dirtyLimit, 'the dirty limit'],
  ];
}

/** Under a policy the manager decides when postcopy begins. */
export function policyOf(policy: PolicySettings): Policy {
  return { name: policy.kind, description: 'as advised', source: 'advise', policy };
}
