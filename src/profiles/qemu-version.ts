/** The QEMU versions whose rules are modelled, oldest first. */
export const qemuVersions = [
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

/** True if `version` is `reference` or newer. */
export function isAtLeast(version: QemuVersion, reference: QemuVersion): boolean {
  return qemuVersions.indexOf(version) >= qemuVersions.indexOf(reference);
}
