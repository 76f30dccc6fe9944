import type { QemuScenario } from '../../src/engines/scenario.js';
import { plainTransfer } from '../../src/engines/qemu/features/multifd/transfer.js';

interface Command {
  readonly execute: string;
  readonly arguments?: {
    readonly capabilities?: readonly { readonly capability: string; readonly state: boolean }[];
    readonly [parameter: string]: unknown;
  };
}

/** The migration that QMP commands ask for, read independently of what wrote them. */
export function scenarioOfQmp(plain: QemuScenario, lines: readonly string[]): QemuScenario {
  const commands = lines.map((line) => JSON.parse(line) as Command);
  const [capabilities, parameters] = ['migrate-set-capabilities', 'migrate-set-parameters'].map(
    (name) => commands.find(({ execute }) => execute === name)?.arguments ?? {},
  );
  const isOn = (name: string): boolean =>
    capabilities.capabilities?.some(({ capability, state }) => capability === name && state) ??
    false;
  const value = (name: string): number => Number(parameters[name]);
  const cache = value('xbzrle-cache-size');
  return {
    ...plain,
    hardware: {
      ...plain.hardware,
      dirtyRingSize: isOn('dirty-limit') ? 4096 : plain.hardware.dirtyRingSize,
    },
    migration: {
      ...plain.migration,
      downtimeLimitMs: value('downtime-limit'),
      autoConverge: isOn('auto-converge'),
      ...(isOn('auto-converge') && {
        throttleInitial: value('cpu-throttle-initial'),
        throttleIncrement: value('cpu-throttle-increment'),
        maxThrottle: value('max-cpu-throttle'),
        backgroundSync: ['9.2', '10.0', '10.1', '10.2'].includes(plain.version) ? 'merged' : 'off',
      }),
    },
    transfer: {
      ...plainTransfer,
      ...plain.transfer,
      multifdChannels: isOn('multifd') ? value('multifd-channels') : 0,
    },
    ...(isOn('xbzrle') && {
      encoding: { xbzrle: { cacheBytes: cache }, compress: null, multifdCompression: null },
    }),
    ...(isOn('dirty-limit') && {
      dirtyLimit: {
        mibPerSecond: value('vcpu-dirty-limit'),
        periodMs: value('x-vcpu-dirty-limit-period'),
      },
    }),
    ...(isOn('postcopy-ram') && {
      postcopy: {
        startAtIterations: 2,
        maxBandwidthMibPerSecond: 0,
        preempt: isOn('postcopy-preempt'),
      },
    }),
  };
}
