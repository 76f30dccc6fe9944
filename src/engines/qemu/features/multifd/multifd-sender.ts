import type { ChannelGroup } from '../../../../host/channel-group.js';
import { type TransferCost, transferCost } from '../../../../host/transfer-cost.js';
import { PAGE_BYTES } from '../../../../memory/units.js';
import type { ZeroPageDetection } from './settings.js';
import { type Nanoseconds, ns } from '../../../../sim/time.js';
import type { MigrationContext } from '../../../../migration/context.js';
import type { PageEncoding } from '../../../../migration/page-encoding.js';
import { PageSender, type SendBudget } from '../../../../migration/page-sender.js';
import type { PageRun } from '../../../../migration/page-run.js';
import type { StateTransfer } from '../../../../migration/state-transfer.js';
import type { SwitchoverTimeline } from '../../../../migration/switchover-timeline.js';
import type { MultifdRules } from './multifd-rules.js';
import { INITIAL_PACKET_BYTES, Packet, PACKET_HEADER_BYTES, syncPacket } from './packet.js';

/** The 8-byte MULTIFD_FLUSH on the main channel, of a synchronisation after a scan round. */
const FLUSH_MARK_BYTES = 8;

export interface MultifdSetup {
  /** The channels that carry RAM. */
  readonly channels: ChannelGroup;
  readonly rules: MultifdRules;
  readonly detection: ZeroPageDetection;
  /** Migration thread's time to find a page and put it into a packet. */
  readonly queuePage: Nanoseconds;
  /** A channel's time to find that a page is zero (multifd_send_zero_page_detect). */
  readonly zeroTest: Nanoseconds;
  /** Time that a synchronisation takes beyond the packets: threads that wait for a core. */
  readonly synchronisation: Nanoseconds;
  /** May send at the same time, over channels of its own. */
  readonly state: Pick<StateTransfer, 'sendUntil'>;
}

/**
 * Sends RAM over several channels (QEMU, multifd): the migration thread finds pages and hands packets
 * of up to 128 to the channels, round robin over those that are idle; the channels' threads test for
 * zero and write. When all are busy the migration thread waits.
 */
export class MultifdSender extends PageSender {
  /** Synchronisations so far. */
  synchronisations = 0;
  private readonly packet = new Packet();
  /** What a run of zero pages costs that the channels test, by what it costs otherwise. */
  private readonly zeroCosts = new Map<TransferCost, TransferCost>();
  private syncDue = false;
  /** Bytes of each channel's packet that is not written yet. */
  private readonly uncounted: number[];

  constructor(
    context: MigrationContext,
    private readonly setup: MultifdSetup,
    private readonly timeline: SwitchoverTimeline,
    encodings: readonly PageEncoding[] = [],
  ) {
    super(context, setup.detection !== 'none', encodings);
    this.uncounted = Array.from({ length: setup.channels.size }, () => 0);
  }

  /** Connects: each channel's first packet, and a synchronisation. */
  override start(): void {
    this.context.counters.transferredBytes += this.setup.channels.size * INITIAL_PACKET_BYTES;
    this.synchronise();
  }

  override iterate(budget: SendBudget): void {
    this.countWritten();
    super.iterate(budget);
    const { syncsEachStep } = this.setup.rules;
    // A step that finds nothing more has been all around.
    if (syncsEachStep || this.syncDue || this.context.ram.dirtyPages === 0) this.synchronise();
    this.countWhenWritten();
  }

  override sendAll(clearChunks: boolean): void {
    super.sendAll(clearChunks);
    const { syncsEachStep, syncsAtCompletion } = this.setup.rules;
    if (!syncsEachStep) this.synchronise();
    if (syncsAtCompletion) this.synchronise();
  }

  override receivedBy(now: Nanoseconds): Nanoseconds {
    return ns(Math.max(super.receivedBy(now), Math.ceil(this.setup.channels.placedBy)));
  }

  override settle(): void {
    this.synchronise();
    this.context.clock.waitUntil(ns(Math.ceil(this.setup.channels.placedBy)));
  }

  protected override roundEnded(): void {
    this.syncDue = !this.setup.rules.syncsEachStep;
  }

  protected override get sendsPlainly(): boolean {
    return false;
  }

  protected override send(run: PageRun, pages: number, until: Nanoseconds): number {
    // The first page of a round must not overtake its own copy of the round before.
    if (this.syncDue) this.synchronise();
    if (run.zero && this.setup.detection === 'legacy') return super.send(run, pages, until);
    const packet = this.packetFor(run.start);
    const { start, zero, form } = run;
    const end = start + Math.min(pages, packet.room);
    const cost = zero ? this.zeroCostOf(run.cost) : run.cost;
    packet.add(start, end, zero, cost, form === null ? PAGE_BYTES : cost.wireBytes);
    this.take(run, end);
    const queued = ns((end - start) * this.setup.queuePage);
    this.context.counters.cpuTime = ns(this.context.counters.cpuTime + queued);
    this.context.clock.advanceBy(queued);
    if (packet.room === 0) this.flush();
    return end - start;
  }

  /**
   * All channels come to the same point before any goes on: the migration thread waits for all
   * senders, each receiver for all others (QEMU, multifd_send_sync_main).
   */
  protected synchronise(): void {
    this.syncDue = false;
    this.flush();
    this.waitForAll();
  }

  protected waitForAll(): void {
    const { channels, rules, synchronisation } = this.setup;
    const { clock, counters } = this.context;
    this.synchronisations++;
    const from = clock.now;
    channels.synchronise(from, syncPacket);
    const idle = Math.ceil(Math.max(from, channels.allIdleAt));
    const end = ns(idle + Math.round(synchronisation));
    this.timeline.synchronised(channels, from, end);
    clock.advanceTo(end);
    this.countWritten();
    counters.transferredBytes += channels.size * PACKET_HEADER_BYTES;
    if (!rules.syncsEachStep) counters.transferredBytes += FLUSH_MARK_BYTES;
  }

  private zeroCostOf(cost: TransferCost): TransferCost {
    const known = this.zeroCosts.get(cost);
    if (known !== undefined) return known;
    const tested = transferCost(this.setup.zeroTest, cost.wireBytes, cost.receiveNs);
    this.zeroCosts.set(cost, tested);
    return tested;
  }

  /** A packet holds pages of one RAM block only. */
  private packetFor(page: number): Packet {
    const { packet } = this;
    if (packet.pages > 0 && packet.holdsBlockOf(page)) return packet;
    this.flush();
    const { blocks } = this.context.ram.memory;
    packet.begin(blocks.find(({ end }) => page < end) ?? blocks[0]);
    return packet;
  }

  /** Hands the packet to a channel, and waits for one if it must. */
  private flush(): void {
    const { packet } = this;
    if (packet.pages === 0) return;
    const { clock, counters, observer } = this.context;
    const { channels, rules } = this.setup;
    const channel = channels.nextIdle(clock.now);
    this.setup.state.sendUntil(channel.at);
    clock.advanceTo(channel.at);
    this.countWritten();
    const delivery = channels.send(channel, packet);
    this.timeline.sent(channels, channel.index, 'ram', delivery);
    if (rules.countsQueuedBytes) counters.transferredBytes += packet.wireBytes;
    else this.uncounted[channel.index] = packet.wireBytes;
    counters.cpuTime = ns(counters.cpuTime + packet.sendNs);
    counters.duplicatePages += packet.zeroPages;
    counters.normalPages += packet.pages - packet.zeroPages;
    if (observer !== null) {
      const { ranges } = packet;
      const { start, inSocket, placed } = delivery;
      for (let index = 0; index < ranges.length; index += 2) {
        observer.pagesSent(ranges[index], ranges[index + 1], start, inSocket, placed);
      }
    }
    packet.empty();
  }

  /** What the channels have written by now counts. */
  private countWritten(): void {
    const { clock, counters } = this.context;
    const { channels } = this.setup;
    for (let index = 0; index < this.uncounted.length; index++) {
      if (this.uncounted[index] === 0 || channels.idleAt(index) > clock.now) continue;
      counters.transferredBytes += this.uncounted[index];
      this.uncounted[index] = 0;
    }
  }

  /** The channels go on writing while the migration thread sleeps. */
  private countWhenWritten(): void {
    for (let index = 0; index < this.uncounted.length; index++) {
      if (this.uncounted[index] === 0) continue;
      this.context.clock.schedule(this.setup.channels.idleAt(index), () => this.countWritten());
    }
  }
}
