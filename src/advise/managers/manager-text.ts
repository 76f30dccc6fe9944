import type { QemuSettings } from '../../engines/qemu/settings.js';
import type { Goals } from '../goals.js';

/** What somebody who migrates writes to get some settings, and what of them cannot be said there. */
export interface ManagerText {
  readonly name: string;
  readonly lines: readonly string[];
  readonly cannot: readonly string[];
}

/** Only those that apply. */
export function applying(entries: readonly (readonly [boolean, string])[]): string[] {
  return entries.flatMap(([applies, text]) => (applies ? [text] : []));
}

/** What of a throttle neither Nova nor KubeVirt can say. */
export function unsaidThrottle(settings: QemuSettings): readonly [boolean, string] {
  const { autoConverge, autoConvergeStep, maxThrottle, throttleInitial } = settings;
  const isDefault = throttleInitial === 20 && autoConvergeStep === 10 && maxThrottle === 99;
  return [autoConverge && !isDefault, "a throttle other than QEMU's 20 % + 10 to 99 %"];
}

/**
 * The timeout of Nova and KubeVirt, seconds for each GiB of the VM: when the goal has passed, or where postcopy
 * is to end the migration when the first pass is over.
 *
 * @param firstPassSeconds until all of RAM was sent once
 */
export function secondsPerGib(
  { postCopy, vmMem }: QemuSettings,
  { maxTotalSeconds }: Goals,
  firstPassSeconds: number,
): number {
  const seconds = postCopy ? firstPassSeconds : maxTotalSeconds;
  return Math.max(1, Math.ceil(seconds / (vmMem / 1024)));
}
