import { PausedRunClock } from '../../guest/paused-run-clock.js';
import { Link } from '../../host/link.js';
import { SharedLink } from '../../host/shared-link.js';
import { PAGE_BYTES, PAGES_PER_GIB } from '../../memory/units.js';
import type { TraceListener } from '../../migration/trace.js';
import { RandomStreams } from '../../sim/random-stream.js';
import { ns } from '../../sim/time.js';
import { VirtualClock } from '../../sim/virtual-clock.js';
import { bytesPerNsOf, linkParameters } from '../host-model.js';
import type { CloudHypervisorScenario } from '../scenario.js';
import { CloudHypervisorGuest } from './cloud-hypervisor-guest.js';
import type { CloudHypervisorParts } from './cloud-hypervisor-parts.js';
import { cloudHypervisorRules } from './cloud-hypervisor-rules.js';
import type { CloudHypervisorContext } from './context.js';
import { cloudHypervisorCosts } from './costs.js';
import type { InjectedFault } from './dirty-log-worker.js';
import { DirectTables } from './dirty-tables.js';
import { MigrationJournal } from './journal.js';
import type { MemoryConnections } from './memory-connections.js';
import { MemoryMetrics } from './memory-metrics.js';
import { VcpuThrottle } from './vcpu-throttle.js';

/** A harvest that fails does so among the first ones. */
const FAILING_HARVESTS = 30;

/** Puts the parts of a migration by Cloud Hypervisor together, each from those before it. */
export function assembleCloudHypervisor(
  scenario: CloudHypervisorScenario,
  trace: TraceListener | null,
  parts: CloudHypervisorParts,
): CloudHypervisorContext {
  const { settings } = scenario;
  const rules = cloudHypervisorRules[scenario.version];
  const host = scenario.host.numbers;
  const streams = new RandomStreams(scenario.seed, scenario.repeat);
  const clock = new VirtualClock();
  const vcpuClock = new PausedRunClock();
  const guest = new CloudHypervisorGuest(scenario, streams, vcpuClock, clock.work, parts);
  const { totalPages } = guest.memory;
  const ramGib = totalPages / PAGES_PER_GIB;
  const costs = cloudHypervisorCosts(host, ramGib, settings.cpus, settings.connections);
  const link = new SharedLink(new Link(linkParameters(host), streams.stream('link'), clock.work));
  const setup = { ...rules, bytesPerNs: bytesPerNsOf(host.connectionGbitPerSecond) };
  const connect = (connections: number): MemoryConnections =>
    new parts.MemoryConnections(link, { ...setup, connections }, costs, guest.oracle);
  return {
    settings,
    rules,
    costs,
    clock,
    guest,
    tables: rules.dirtyLogWorker
      ? new parts.DirtyLogWorker(clock, guest.sources, costs, injectedFault(scenario, streams))
      : new DirectTables(clock, guest.sources, costs),
    connections: connect(settings.connections),
    mainConnection: connect(1),
    metrics: new MemoryMetrics(ns(Math.round(costs.connect)), rules.keepsBandwidth),
    journal: new MigrationJournal(clock, settings.downtime ?? 0, totalPages * PAGE_BYTES),
    throttle: rules.throttle && new VcpuThrottle(clock, vcpuClock, rules.throttle, costs),
    trace,
  };
}

function injectedFault(
  { settings: { workerFault } }: CloudHypervisorScenario,
  streams: RandomStreams,
): InjectedFault | null {
  if (workerFault === null) return null;
  const random = streams.stream('worker-fault');
  return { kind: workerFault, failingHarvest: 1 + Math.floor(random.uniform() * FAILING_HARVESTS) };
}
