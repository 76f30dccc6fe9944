import { ChannelGroup } from '../../../../host/channel-group.js';
import type { Link } from '../../../../host/link.js';
import { SharedLink } from '../../../../host/shared-link.js';
import { Stream } from '../../../../host/stream.js';
import type { MigrationContext } from '../../../../migration/context.js';
import type { PageEncoding } from '../../../../migration/page-encoding.js';
import type { PageSender } from '../../../../migration/page-sender.js';
import type { StateTransfer } from '../../../../migration/state-transfer.js';
import type { SwitchoverTimeline } from '../../../../migration/switchover-timeline.js';
import { NS_PER_US, ns } from '../../../../sim/time.js';
import { bytesPerNsOf } from '../../../host-model.js';
import type { QemuScenario } from '../../../scenario.js';
import type { MultifdSender, MultifdSetup } from './multifd-sender.js';
import type { MultifdRules } from './multifd-rules.js';
import type { ZeroPageDetection } from './settings.js';

/** The classes that send RAM; the tests put in broken ones. */
export interface SenderParts {
  readonly PageSender: typeof PageSender;
  readonly MultifdSender: typeof MultifdSender;
}

export interface MultifdParameters extends Pick<
  MultifdSetup,
  'queuePage' | 'synchronisation' | 'zeroTest'
> {
  /** Channels that carry RAM, and that carry device state only. */
  readonly channels: number;
  readonly dedicatedChannels: number;
  /** Rate of one stream, and bytes in its socket buffer. */
  readonly bytesPerNs: number;
  readonly bufferBytes: number;
}

export interface SenderParameters {
  readonly detection: ZeroPageDetection;
  /** Null with one stream. */
  readonly multifd: MultifdParameters | null;
}

export function senderParameters(scenario: QemuScenario): SenderParameters {
  const { deviceStateChannels, multifd, multifdChannels, zeroPageDetection } = scenario.settings;
  if (!multifd) return { detection: zeroPageDetection, multifd: null };
  const host = scenario.host.numbers;
  return {
    detection: zeroPageDetection,
    multifd: {
      channels: multifdChannels - deviceStateChannels,
      dedicatedChannels: deviceStateChannels,
      bytesPerNs: bytesPerNsOf(host.streamGbitPerSecond),
      bufferBytes: host.socketBufferKib * 1024,
      queuePage: ns(host.queuePageNs),
      zeroTest: ns(host.zeroTestNs),
      synchronisation: ns(
        Math.max(0, multifdChannels - host.cores) * host.threadSwitchUs * NS_PER_US,
      ),
    },
  };
}

/** The channels of multifd. */
export interface MultifdChannels {
  readonly ram: ChannelGroup;
  /** Carry device state only. */
  readonly dedicated: ChannelGroup;
}

/** The channels, which share the link; null with one stream. */
export function assembleChannels(
  parameters: MultifdParameters | null,
  link: Link,
  timeline: SwitchoverTimeline,
): MultifdChannels | null {
  if (parameters === null) return null;
  const shared = new SharedLink(link);
  const { bufferBytes, bytesPerNs } = parameters;
  const group = (size: number): ChannelGroup => {
    const streams = Array.from({ length: size }, () => new Stream(shared, bytesPerNs, bufferBytes));
    const channels = new ChannelGroup(streams);
    timeline.number(channels);
    return channels;
  };
  return { ram: group(parameters.channels), dedicated: group(parameters.dedicatedChannels) };
}

/** What sends RAM: one stream, or the channels. */
export function assembleSender(
  { detection, multifd }: SenderParameters,
  context: MigrationContext,
  channels: MultifdChannels | null,
  state: StateTransfer,
  rules: MultifdRules,
  timeline: SwitchoverTimeline,
  encodings: readonly PageEncoding[],
  parts: SenderParts,
): PageSender {
  if (multifd === null || channels === null) {
    return new parts.PageSender(context, detection !== 'none', encodings);
  }
  const { queuePage, synchronisation, zeroTest } = multifd;
  const costs = { queuePage, synchronisation, zeroTest };
  const setup = { channels: channels.ram, rules, detection, ...costs, state };
  return new parts.MultifdSender(context, setup, timeline, encodings);
}
