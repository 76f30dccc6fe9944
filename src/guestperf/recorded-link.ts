import type { HostProfile, Parameter } from '../profiles/host-profile.js';
import { MIB, MIB_PER_GBIT } from '../memory/units.js';
import { mean, median, standardDeviation } from '../statistics/summary.js';
import { recordedPolls } from './recording-rows.js';
import type { GuestperfReport } from './report-schema.js';

/** A window in which less than this share of the usual passed was not limited by the link. */
const LIMITED_SHARE = 0.8;
/** Fewer windows say nothing of a link. */
const LEAST_WINDOWS = 8;

/** The link of a recording. */
export interface RecordedLink {
  readonly nominalMibPerSecond: number;
  readonly mibPerSecond: number;
  /** Standard deviation between windows, relative to the mean. */
  readonly variability: number;
  /** Windows that it was read from; 0 where the nominal rate is all that is known. */
  readonly windows: number;
}

/**
 * The rate that a recording names for its link, as the windows between polls show that it was kept. Null if it names
 * none: then the link is the host's.
 */
export function recordedLink(report: GuestperfReport): RecordedLink | null {
  const { extra, scenario } = report;
  const nominal = extra?.link_mibps ?? extra?.lab_scenario?.link ?? null;
  if (nominal === null) return null;
  const asNamed = {
    nominalMibPerSecond: nominal,
    mibPerSecond: nominal,
    variability: 0,
    windows: 0,
  };
  // Below the link's rate it is QEMU's limiter that is seen.
  if (scenario.bandwidth > 0 && scenario.bandwidth < nominal) return asNamed;
  const rates = windowRates(report);
  const usual = median(rates);
  const limited = rates.filter((rate) => rate >= LIMITED_SHARE * usual);
  if (limited.length < LEAST_WINDOWS) return asNamed;
  const mibPerSecond = mean(limited);
  return {
    nominalMibPerSecond: nominal,
    mibPerSecond,
    variability: standardDeviation(limited) / mibPerSecond,
    windows: limited.length,
  };
}

/** MiB/s between polls of a migration that is active. */
function windowRates(report: GuestperfReport): readonly number[] {
  const polls = recordedPolls(report).filter(
    ({ status, transferredBytes }) => status === 'active' && transferredBytes > 0,
  );
  return polls.slice(1).map(({ seconds, transferredBytes }, index) => {
    const before = polls[index];
    return (transferredBytes - before.transferredBytes) / MIB / (seconds - before.seconds);
  });
}

/** Where the link is from, as a user is told. */
export function linkReadAs({
  mibPerSecond,
  nominalMibPerSecond,
  variability,
  windows,
}: RecordedLink): string {
  if (windows === 0) return `link of ${nominalMibPerSecond} MiB/s, as the recording names it`;
  const spread = (variability * 100).toFixed(1);
  return `link at ${mibPerSecond.toFixed(1)} MiB/s +-${spread} % (${nominalMibPerSecond} by name), from ${windows} windows between polls`;
}

/** `host` with the link of a recording. */
export function hostWithRecordedLink(host: HostProfile, link: RecordedLink): HostProfile {
  const source =
    link.windows === 0
      ? 'the recording: a forwarder that passes this rate'
      : `the recording: ${link.windows} windows between polls of a forwarder set to ${link.nominalMibPerSecond} MiB/s`;
  const measured = (value: number): Parameter => ({ value, provenance: 'measured', source });
  return {
    ...host,
    parameters: {
      ...host.parameters,
      linkGbitPerSecond: measured(link.mibPerSecond / MIB_PER_GBIT),
      linkVariability: measured(link.variability),
    },
  };
}
