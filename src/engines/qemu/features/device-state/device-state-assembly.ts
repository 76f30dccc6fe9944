import { MIB } from '../../../../memory/units.js';
import type { MigrationContext } from '../../../../migration/context.js';
import { noDeviceState, type StateTransfer } from '../../../../migration/state-transfer.js';
import type { SwitchoverTimeline } from '../../../../migration/switchover-timeline.js';
import { NS_PER_MS, NS_PER_S, ns } from '../../../../sim/time.js';
import type { QemuScenario } from '../../../scenario.js';
import type { MultifdChannels } from '../multifd/multifd-assembly.js';
import type { DeviceStateTransfer } from './settings.js';
import { ParallelState } from './parallel-state.js';
import { SerialState } from './serial-state.js';
import type { VfioDevices } from './vfio-devices.js';

export interface DeviceStateParameters {
  readonly transfer: DeviceStateTransfer;
  readonly devices: VfioDevices;
}

/** The state of a scenario's VFIO devices, and how it travels; null if there is none. */
export function deviceStateParameters(scenario: QemuScenario): DeviceStateParameters | null {
  const { deviceState: mib, deviceStateTransfer } = scenario.settings;
  const host = scenario.host.numbers;
  if (mib === 0) return null;
  const devices = {
    count: host.vfioDevices,
    bytesEach: (mib * MIB) / host.vfioDevices,
    stopCopy: ns(host.vfioStopCopyMs * NS_PER_MS),
    readNsPerByte: NS_PER_S / (host.vfioReadMbPerSecond * 1e6),
    loadNsPerByte: NS_PER_S / (host.vfioLoadMbPerSecond * 1e6),
  };
  return { transfer: deviceStateTransfer, devices };
}

/** What sends the state of devices, at the same time as RAM if that leaves room. */
export function assembleDeviceState(
  parameters: DeviceStateParameters | null,
  context: MigrationContext,
  channels: MultifdChannels | null,
  timeline: SwitchoverTimeline,
): StateTransfer {
  if (parameters === null) return noDeviceState;
  const { devices, transfer } = parameters;
  if (channels === null || transfer === 'serial') {
    return new SerialState(context, devices, timeline);
  }
  const isShared = channels.dedicated.size === 0;
  const setup = {
    channels: isShared ? channels.ram : channels.dedicated,
    isShared,
    startsWithRam: transfer === 'parallel',
  };
  return new ParallelState(context, devices, setup, timeline);
}
