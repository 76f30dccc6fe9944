import { ChannelGroup } from '../../../../host/channel-group.js';
import type { Link } from '../../../../host/link.js';
import { SharedLink } from '../../../../host/shared-link.js';
import { Stream } from '../../../../host/stream.js';
import type { MigrationContext } from '../../../../migration/context.js';
import { ParallelState } from '../device-state/parallel-state.js';
import { SerialState } from '../device-state/serial-state.js';
import {
  noDeviceState,
  type StateTransfer,
  type VfioDevices,
} from '../device-state/state-transfer.js';
import type { PageEncoding } from '../../../../migration/page-encoding.js';
import type { MultifdSender } from './multifd-sender.js';
import type { PageSender } from '../../../../migration/page-sender.js';
import type { SwitchoverTimeline } from '../../../../migration/switchover-timeline.js';
import { MIB } from '../../../../memory/units.js';
import { type HostTransfer, hostTransferValues } from '../../../../profiles/host-transfer.js';
import { type HostProfile, hostParameterValues } from '../../../../profiles/host-profile.js';
import type { QemuScenario } from '../../../scenario.js';
import { plainTransfer, type TransferParameters } from './transfer.js';
import { NS_PER_MS, NS_PER_S, NS_PER_US } from '../../../../sim/time.js';
import { qemuRules } from '../../qemu-rules.js';

/** What sends RAM and device state. */
export interface AssembledTransfer {
  readonly sender: PageSender;
  readonly state: StateTransfer;
}

/** The classes that send RAM. */
export interface SenderParts {
  readonly PageSender: typeof PageSender;
  readonly MultifdSender: typeof MultifdSender;
}

/** Builds what a scenario's transfer asks for: one stream, or multifd. */
export function assembleTransfer(
  scenario: QemuScenario,
  context: MigrationContext,
  link: Link,
  parts: SenderParts,
  timeline: SwitchoverTimeline,
  encodings: readonly PageEncoding[] = [],
): AssembledTransfer {
  const { transfer = plainTransfer } = scenario;
  const host = hostTransferValues(scenario.host.transfer);
  const devices = vfioDevices(host, transfer.deviceStateMib);
  const hasState = devices.bytesEach > 0;
  if (transfer.multifdChannels === 0) {
    const detects = transfer.zeroPageDetection !== 'none';
    const sender = new parts.PageSender(context, detects, encodings);
    return {
      sender,
      state: hasState ? new SerialState(context, devices, timeline) : noDeviceState,
    };
  }
  const groups = channelGroups(transfer, scenario.host, link, host);
  for (const group of groups) timeline.number(group);
  const [channels, dedicated] = groups;
  const sender = new parts.MultifdSender(
    context,
    {
      channels,
      rules: qemuRules(scenario.version).multifd,
      detection: transfer.zeroPageDetection,
      queuePage: host.queuePageNs,
      synchronisation:
        Math.max(0, transfer.multifdChannels - host.cores) * host.threadSwitchUs * NS_PER_US,
    },
    timeline,
    encodings,
  );
  sender.start();
  if (!hasState) return { sender, state: noDeviceState };
  if (transfer.deviceStateTransfer === 'serial') {
    return { sender, state: new SerialState(context, devices, timeline) };
  }
  const isShared = transfer.deviceStateChannels === 0;
  const setup = {
    channels: isShared ? channels : dedicated,
    isShared,
    startsWithRam: transfer.deviceStateTransfer === 'parallel',
  };
  return { sender, state: new ParallelState(context, devices, setup, sender, timeline) };
}

/** The channels that carry RAM, and those that carry device state only. */
function channelGroups(
  transfer: TransferParameters,
  host: HostProfile,
  link: Link,
  { streamGbitPerSecond }: HostTransfer,
): readonly [ChannelGroup, ChannelGroup] {
  const shared = new SharedLink(link);
  const bytesPerNs = (streamGbitPerSecond * 1e9) / 8 / NS_PER_S;
  const bufferBytes = hostParameterValues(host).socketBufferKib * 1024;
  const group = (size: number): ChannelGroup =>
    new ChannelGroup(
      Array.from({ length: size }, () => new Stream(shared, bytesPerNs, bufferBytes)),
    );
  const dedicated = transfer.deviceStateChannels;
  return [group(transfer.multifdChannels - dedicated), group(dedicated)];
}

function vfioDevices(host: HostTransfer, stateMib: number | null): VfioDevices {
  const mib = stateMib ?? host.vfioDevices * host.vfioStateMib;
  return {
    count: host.vfioDevices,
    bytesEach: (mib * MIB) / host.vfioDevices,
    stopCopy: host.vfioStopCopyMs * NS_PER_MS,
    readNsPerByte: NS_PER_S / (host.vfioReadMbPerSecond * 1e6),
    loadNsPerByte: NS_PER_S / (host.vfioLoadMbPerSecond * 1e6),
  };
}
