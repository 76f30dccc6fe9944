import { InputError, type InputProblem } from '../input/input-error.js';
import { MIB, PAGE_BYTES } from '../memory/units.js';
import type { HostNumbers } from '../profiles/host.js';
import type { Workload } from '../profiles/workload.js';
import type { HostNumber } from '../profiles/host-number.js';
import { hostNumbers } from '../profiles/host-numbers.js';
import { NS_PER_MS, NS_PER_US } from '../sim/time.js';
import { SAMPLE_WORK } from '../migration/monitor.js';
import type { WorkDone, WorkExceeded, WorkKind } from '../sim/work-budget.js';
import type { QemuScenario, Scenario } from './scenario.js';
import { flagOf } from './setting.js';

/** What makes a run so much work. */
type Culprit = Pick<InputProblem, 'subject' | 'value' | 'allowed'>;

/**
 * The error of a run that was more work than one run may be. It names the setting that is most to blame, as far as what was
 * done tells.
 */
export function workRefusal(scenario: Scenario, { done }: WorkExceeded): InputError {
  return new InputError({
    ...culpritOf(scenario, done),
    problem: 'makes the migration more work than one run is allowed',
  });
}

function culpritOf(scenario: Scenario, done: WorkDone): Culprit {
  const { numbers } = scenario.host;
  switch (mostOf(done)) {
    case 'linkRates':
      // As the sender waits for a page, the link is far ahead of the clock.
      return hostCulprit(scenario, 'linkVariability');
    case 'lines':
      return hostCulprit(
        scenario,
        numbers.guestSpeedSpread > 1 ? 'guestSpeedSpread' : 'vcpuWriteMbPerSecond',
      );
    case 'allocations':
      return allocatorCulprit(scenario.workload);
    case 'batches':
      return batchCulprit(scenario);
    case 'passes':
      return limitCulprit(scenario);
    default:
      return timeCulprit(scenario, done);
  }
}

/** What most of the work was; the rates of a link that only followed the time do not count. */
function mostOf(done: WorkDone): WorkKind {
  const seconds = done.seconds / SAMPLE_WORK;
  const linkRates = done.linkRates - LINK_RATES_PER_SECOND * (seconds + 1);
  const [kind] = Object.entries({ ...done, linkRates }).reduce((a, b) => (b[1] > a[1] ? b : a));
  return kind as WorkKind;
}

/** A link takes a new rate each 50 ms. */
const LINK_RATES_PER_SECOND = 20;

function hostCulprit(
  { host }: Scenario,
  name: keyof typeof host.numbers,
  allowed = 'a smaller one',
): Culprit {
  const group = Object.entries(hostNumbers).find(([, numbers]) => name in numbers)?.[0] ?? '';
  const place = group === 'single' ? name : `${group}.${name}`;
  return { subject: `host ${host.name}: ${place}`, value: String(host.numbers[name]), allowed };
}

function allocatorCulprit(workload: Workload): Culprit {
  const allocator = workload.kind === 'ended' ? workload.allocator : undefined;
  return allocator?.kind === 'random'
    ? {
        subject: 'workload: allocator.perSecond',
        value: String(allocator.perSecond),
        allowed: 'a smaller one',
      }
    : { subject: 'workload: allocator.allocations', allowed: 'fewer of them' };
}

function batchCulprit(scenario: Scenario): Culprit {
  const { workload } = scenario;
  const own = workload.kind === 'ended' ? workload.reporting?.batchPages : undefined;
  const allowed = 'a larger one';
  return own === undefined
    ? hostCulprit(scenario, 'batchPages', allowed)
    : { subject: 'workload: reporting.batchPages', value: String(own), allowed };
}

/** A run that lasts longer than it was given has a host that is slow beyond measure; any other may be given less. */
function timeCulprit(scenario: Scenario, { seconds: sampled }: WorkDone): Culprit {
  const seconds = sampled / SAMPLE_WORK;
  if (seconds > OVERSHOOT * (limitOf(scenario) ?? Infinity) + SHORT_SECONDS)
    return slowest(scenario);
  if (seconds >= SHORT_SECONDS) return limitCulprit(scenario);
  const { mem } = scenario.settings;
  return { subject: flagOf('mem'), value: String(mem), allowed: 'a smaller one' };
}

/** Seconds after which the migration is cancelled, or ends its passes; null if there is no limit. */
function limitOf({ settings, vmm }: Scenario): number | null {
  return vmm === 'qemu' ? settings.maxTime : settings.timeout;
}

function limitCulprit(scenario: Scenario): Culprit {
  const subject = flagOf(scenario.vmm === 'qemu' ? 'maxTime' : 'timeout');
  const limit = limitOf(scenario);
  return limit === null
    ? { subject, allowed: 'one that ends the migration' }
    : { subject, value: String(limit), allowed: 'a smaller one' };
}

/** Ends of migrations are overshot by a pass, or by a downtime. */
const OVERSHOOT = 2;
const SHORT_SECONDS = 600;

/** The number of a host that takes the longest for what it does once; not what only the other engine asks. */
function slowest(scenario: Scenario): Culprit {
  const { host, settings, vmm } = scenario;
  const gib = settings.vmMem / 1024;
  const { cloudHypervisor, ...others } = hostNumbers;
  const groups = [...Object.values(others), ...(vmm === 'qemu' ? [] : [cloudHypervisor])];
  const costs = groups.flatMap((group) =>
    Object.keys(group as Readonly<Record<string, HostNumber>>).map((name) => {
      const key = name as keyof typeof host.numbers;
      return { key, ns: costNs(name, host.numbers, gib), isRate: isRate(name) };
    }),
  );
  const { key, isRate: wantsMore, ns } = costs.reduce((a, b) => (b.ns > a.ns ? b : a));
  if (vmm === 'qemu' && givenStateNs(scenario) > ns) {
    const value = String(scenario.settings.deviceState);
    return { subject: flagOf('deviceState'), value, allowed: 'a smaller one' };
  }
  return hostCulprit(scenario, key, wantsMore ? 'a larger one' : 'a smaller one');
}

/** How long the link takes for the state of VFIO devices, if it is not that of the host, ns. */
function givenStateNs({ host: { numbers }, settings: { deviceState } }: QemuScenario): number {
  if (deviceState === numbers.vfioDevices * numbers.vfioStateMib) return 0;
  return (deviceState * MIB * 8) / numbers.linkGbitPerSecond;
}

function isRate(name: string): boolean {
  return name.endsWith('PerSecond');
}

/** What a number of a host costs once, ns: its unit is in its name. Rates are of pages. */
function costNs(name: string, numbers: HostNumbers, gib: number): number {
  const value = numbers[name as keyof HostNumbers];
  // At a rate that is two deviations below the mean, beside what it is at the mean.
  if (name === 'linkVariability') {
    return costNs('linkGbitPerSecond', numbers, gib) * Math.expm1(2 * value + (value * value) / 2);
  }
  // Neither takes time: one is of the link's rate, the other is over when the migration begins.
  if (name === 'linkCorrelationMs' || name === 'workloadStartSpreadMs') return 0;
  if (name.endsWith('GbitPerSecond')) return (PAGE_BYTES * 8) / value;
  if (name.endsWith('MbPerSecond')) return (PAGE_BYTES * 1000) / value;
  const once = name.endsWith('PerGib') ? value * gib : value;
  const unit = name.replace(/PerGib$/, '');
  if (unit.endsWith('Ms')) return once * NS_PER_MS;
  if (unit.endsWith('Us')) return once * NS_PER_US;
  if (unit.endsWith('Ns')) return once;
  // State, at a byte a nanosecond.
  if (unit.endsWith('Kib')) return once * 1024;
  return unit === 'vfioStateMib' ? once * 2 ** 20 : 0;
}
