import { freePageReporting } from '../engines/qemu/features/free-page/free-pages.js';
import { hostCloudHypervisorValues } from './host-cloud-hypervisor.js';
import { hostEncodingValues } from './host-encoding.js';
import { hostPostcopyValues } from './host-postcopy.js';
import { type HostProfile, hostParameterValues } from './host-profile.js';
import { hostTransferValues } from './host-transfer.js';

const hashes = new WeakMap<HostProfile, string>();

/**
 * What tells hosts of one name apart: a hash of all numbers of a profile, defaults where it has none,
 * without their provenance. 16 hexadecimal digits.
 */
export function hostHash(host: HostProfile): string {
  const known = hashes.get(host);
  if (known !== undefined) return known;
  const { accelerator = 'kvm', dirtyLog } = host;
  const hash = fnv1a(JSON.stringify([accelerator, dirtyLog, sortedNumbers(host)]));
  hashes.set(host, hash);
  return hash;
}

function sortedNumbers(host: HostProfile): readonly (readonly [string, number | null])[] {
  const numbers = {
    ...hostParameterValues(host),
    ...hostTransferValues(host.transfer),
    ...hostPostcopyValues(host.postcopy),
    ...hostEncodingValues(host.encoding),
    ...hostCloudHypervisorValues(host.cloudHypervisor),
    ...freePageReporting(host.freePageReporting),
    logStartPageNs: host.logStartPageNs?.value ?? 0,
    ringFullExitUs: host.ringFullExitUs?.value ?? null,
  };
  return Object.entries(numbers).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The 64-bit hash FNV-1a (draft-eastlake-fnv) of a text in ASCII, with 32-bit arithmetic. */
export function fnv1a(text: string): string {
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  for (let index = 0; index < text.length; index++) {
    low = (low ^ text.charCodeAt(index)) >>> 0;
    // Times the prime 2^40 + 0x1b3.
    const product = low * 0x1b3;
    const carry = Math.floor(product / 2 ** 32);
    high = (Math.imul(high, 0x1b3) + carry + (low << 8)) >>> 0;
    low = product >>> 0;
  }
  return [high, low].map((word) => word.toString(16).padStart(8, '0')).join('');
}
