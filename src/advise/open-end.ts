import type { DirtyRateSample } from '../engines/dirty-rate-groups.js';
import type { QemuScenario } from '../engines/scenario.js';
import type { Workload } from '../profiles/workload.js';

/** A guest of which the dirty rate was measured over one period only: what it writes in a longer one is open. */
export interface OpenEnd {
  readonly sample: DirtyRateSample;
  /** It writes what it wrote again and again. */
  readonly stops: Workload;
  /** It goes on to other memory at the same rate, up to all of its RAM. */
  readonly grows: Workload;
}

/** Of nearly all of RAM there is no more to come. */
const nearlyAll = 0.95;
/** The longest period of a workload, ms. */
const longestMs = 8.64e9;

/** What a scenario's workload leaves open; null if it says enough. */
export function openEnd({ settings, workload }: QemuScenario): OpenEnd | null {
  if (workload.kind !== 'dirty-rate') return null;
  const { samples } = workload;
  const [sample] = samples;
  const isOne = samples.every(({ periodMs }) => periodMs === sample.periodMs);
  const ramMib = Math.min(settings.mem * 1024, settings.vmMem);
  const { mibPerSecond, periodMs } = sample;
  if (!isOne || (mibPerSecond * periodMs) / 1000 > nearlyAll * ramMib) return null;
  const allMs = Math.min(longestMs, (ramMib / mibPerSecond) * 1000);
  const grown = { mibPerSecond, periodMs: allMs };
  return { sample, stops: workload, grows: { ...workload, samples: [grown] } };
}
