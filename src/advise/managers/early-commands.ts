import { isAtLeast, type QemuRelease, type QemuVersion } from '../../profiles/qemu-version.js';

/** A command to the monitor. */
export interface MonitorCommand {
  readonly execute: string;
  readonly arguments: object;
}

type Value = number | string | boolean;

/** How a parameter was said before it came to `migrate-set-parameters` by its name. */
interface EarlyForm {
  /** The release with which it came there. */
  readonly until: QemuRelease;
  /** Its name in `migrate-set-parameters` until then, or the command that it was. */
  readonly said: string | ((value: Value) => MonitorCommand);
}

const valueOf = (execute: string) => (value: Value) => ({ execute, arguments: { value } });

const earlyForms: Readonly<Record<string, EarlyForm>> = {
  'cpu-throttle-initial': { until: '2.7', said: 'x-cpu-throttle-initial' },
  'cpu-throttle-increment': { until: '2.7', said: 'x-cpu-throttle-increment' },
  'downtime-limit': {
    until: '2.8',
    said: (ms) => ({
      execute: 'migrate_set_downtime',
      arguments: { value: Number(ms) / 1000 },
    }),
  },
  'max-bandwidth': { until: '2.8', said: valueOf('migrate_set_speed') },
  'xbzrle-cache-size': { until: '2.11', said: valueOf('migrate-set-cache-size') },
};

/** Parameters as a version takes them: those of `migrate-set-parameters`, and commands of their own. */
export function parametersOf(
  version: QemuVersion,
  said: readonly (readonly [name: string, value: Value])[],
): {
  readonly parameters: readonly (readonly [string, Value])[];
  readonly commands: readonly MonitorCommand[];
} {
  const parameters: [string, Value][] = [];
  const commands: MonitorCommand[] = [];
  for (const [name, value] of said) {
    const early = earlyForms[name];
    if (early === undefined || isAtLeast(version, early.until)) parameters.push([name, value]);
    else if (typeof early.said === 'string') parameters.push([early.said, value]);
    else commands.push(early.said(value));
  }
  return { parameters, commands };
}
