/** The QEMU versions whose rules are modelled, oldest first. */
export const qemuVersions = [
  '2.6',
  '7.2',
  '8.0',
  '8.1',
  '8.2',
  '9.0',
  '9.1',
  '9.2',
  '10.0',
  '10.1',
  '10.2',
] as const;

export type QemuVersion = (typeof qemuVersions)[number];

/** Any release of QEMU: what came with one that is not modelled is in the modelled ones after it. */
export type QemuRelease = `${number}.${number}`;

/** True if `version` is `reference` or newer. */
export function isAtLeast(version: QemuRelease, reference: QemuRelease): boolean {
  const [major, minor] = version.split('.').map(Number);
  const [leastMajor, leastMinor] = reference.split('.').map(Number);
  return major === leastMajor ? minor >= leastMinor : major > leastMajor;
}
