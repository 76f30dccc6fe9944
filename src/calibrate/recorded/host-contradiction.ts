import { InputError } from '../../input/input-error.js';
import { MIB } from '../../memory/units.js';
import type { CalibrationRun } from './calibration-run.js';
import { type SendingRate, sendingRate } from './sending-rate.js';
import { acceleratorOf, recordedHostName } from './run-host.js';

/** Rates of one link do not differ by more than this factor, and by so many standard errors. */
const LINK_FACTOR = 1.5;
const ERRORS = 4;

/** A property of the hosts, and not of a scenario, that a run may tell; null if it does not. */
interface HostProperty {
  /** How two of them are told apart: `one ran under kvm, the other under tcg`. */
  readonly said: (one: string, other: string) => string;
  readonly of: (run: CalibrationRun) => string | null;
}

const properties: readonly HostProperty[] = [
  {
    said: (one, other) => `one is ${one}, the other ${other}`,
    of: ({ report }) =>
      report === null ? null : report.extra?.guestperf_sim === undefined ? 'recorded' : 'simulated',
  },
  { said: (one, other) => `one ran under ${one}, the other under ${other}`, of: acceleratorOf },
  { said: (one, other) => `one is of ${one}, the other of ${other}`, of: recordedHostName },
  {
    said: (one, other) => `one migrated to ${one}, the other to ${other}`,
    of: ({ report }) => report?.dst_host ?? null,
  },
  {
    said: (one, other) => `one guest was ${one}, the other ${other}`,
    of: ({ report }) => /qemu-system-([a-z\d]+(?:_64)?)/.exec(report?.binary ?? '')?.[1] ?? null,
  },
];

/**
 * Checks that runs may be of one pair of hosts. Guests, settings and versions of QEMU may differ.
 *
 * @throws InputError naming the first two runs that may not, and why
 */
export function checkOneHost(runs: readonly CalibrationRun[]): void {
  for (const { of, said } of properties) {
    const told = runs.flatMap((run) => {
      const value = of(run);
      return value === null || value === '' ? [] : [{ run, value }];
    });
    const other = told.find(({ value }) => value !== told[0].value);
    if (other !== undefined)
      throw contradiction(told[0].run, other.run, said(told[0].value, other.value));
  }
  checkLinks(runs);
}

function checkLinks(runs: readonly CalibrationRun[]): void {
  const rates = runs.flatMap((run) => {
    const sending = sendingRate(run);
    return sending === null || sending.by === 'named link' ? [] : [{ ...sending, run }];
  });
  for (const slow of rates.filter(({ by }) => by === 'link')) {
    const fast = rates.find(({ bytesPerSecond, standardError }) => {
      const errors = ERRORS * Math.hypot(standardError, slow.standardError);
      return bytesPerSecond > LINK_FACTOR * slow.bytesPerSecond + errors;
    });
    if (fast === undefined) continue;
    throw contradiction(
      slow.run,
      fast.run,
      `the link of one carried ${rateText(slow)}, that of the other ${rateText(fast)}`,
    );
  }
}

function contradiction(one: CalibrationRun, other: CalibrationRun, why: string): InputError {
  return new InputError({
    subject: '--recorded',
    problem: `${one.path} and ${other.path} are of different hosts: ${why}`,
  });
}

function rateText({ bytesPerSecond }: Pick<SendingRate, 'bytesPerSecond'>): string {
  return `${(bytesPerSecond / MIB).toFixed(0)} MiB/s`;
}
