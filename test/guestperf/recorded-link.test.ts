import { expect, test } from 'vitest';
import {
  hostWithRecordedLink,
  linkReadAs,
  recordedLink,
} from '../../src/guestperf/recorded-link.js';
import { MIB } from '../../src/memory/units.js';
import { hostProfile } from '../support/hosts.js';
import { recordedReport } from '../support/recorded-reports.js';

const { scenario } = recordedReport({});

/** Polls each 100 ms, with so many MiB between them. */
function linkOf(mib: readonly number[], bandwidth = 125_000) {
  let sent = MIB;
  const polls = [5, ...mib].map((more, index) => {
    sent += index === 0 ? 0 : more * MIB;
    return [index / 10, 'active', sent];
  });
  const extra = { link_mibps: 64, poll_columns: ['t', 'status', 'transferred'], polls };
  return recordedLink(recordedReport({ extra, scenario: { ...scenario, bandwidth } }));
}

const steady = [6, 6.2, 6.1, 5.9, 6.3, 6, 6.1, 6.2, 6, 6.2];

test('the rate is the mean of the windows, the spread that between them', () => {
  const link = linkOf(steady);
  expect(link?.mibPerSecond).toBeCloseTo(61, 6);
  expect(link?.variability).toBeCloseTo(0.0203, 3);
  expect(link?.windows).toBe(10);
  expect(linkReadAs(link!)).toBe(
    'link at 61.0 MiB/s +-2.0 % (64 by name), from 10 windows between polls',
  );
});

test('windows that something else limited do not count', () => {
  expect(linkOf([...steady, 0, 1, 2])?.mibPerSecond).toBeCloseTo(61, 6);
});

test('a few windows, or a limiter below the link, leave the rate that is named', () => {
  for (const link of [linkOf(steady.slice(0, 7)), linkOf(steady, 32)]) {
    expect(link).toEqual({ nominalMibPerSecond: 64, mibPerSecond: 64, variability: 0, windows: 0 });
    expect(linkReadAs(link!)).toBe('link of 64 MiB/s, as the recording names it');
  }
});

test('a recording without a link leaves it to the host', () => {
  expect(recordedLink(recordedReport({}))).toBeNull();
});

test('the host gets the rate in 10^9 bit/s, and keeps the rest', () => {
  const host = hostProfile({ linkVariability: 0.5 });
  const { parameters } = hostWithRecordedLink(host, linkOf(steady)!);
  expect(parameters.linkGbitPerSecond.value).toBeCloseTo((61 * MIB * 8) / 1e9, 6);
  expect(parameters.linkVariability.value).toBeCloseTo(0.0203, 3);
  expect(parameters.linkLatencyUs).toEqual(host.parameters.linkLatencyUs);
});
