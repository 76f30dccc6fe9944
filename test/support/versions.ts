import { isAtLeast, qemuVersions } from '../../src/profiles/qemu-version.js';

/** The versions that have multifd, dirty rings and the rest of what the older ones lack. */
export const recentVersions = qemuVersions.filter((version) => isAtLeast(version, '7.2'));
