import { isAtLeast, type QemuVersion } from '../profiles/qemu-version.js';

/** What differs between the reports of guestperf of different versions of QEMU. */
export interface ReportLayout {
  /** Dirty ring and dirty limit, from 8.1 on. */
  readonly hasDirtyLimit: boolean;
  /** `result` and `multifd_compression`, from 10.0 on. */
  readonly hasResult: boolean;
  /** guestperf's default of `--initrd`. */
  readonly initrd: string;
}

/** The layout of the guestperf that is in a version of QEMU. */
export function reportLayout(version: QemuVersion): ReportLayout {
  const hasResult = isAtLeast(version, '10.0');
  const folder = hasResult ? 'migration-stress' : 'migration';
  return {
    hasDirtyLimit: isAtLeast(version, '8.1'),
    hasResult,
    initrd: `tests/${folder}/initrd-stress.img`,
  };
}
