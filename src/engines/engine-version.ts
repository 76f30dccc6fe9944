import { cloudHypervisorVariants } from './cloud-hypervisor/cloud-hypervisor.js';
import { qemuVersions } from '../profiles/qemu-version.js';

/** The engines that can migrate a guest. */
export const vmms = ['qemu', 'cloud-hypervisor'] as const;
export type Vmm = (typeof vmms)[number];

/** What a run's `version` can be: a version of QEMU, or a variant of Cloud Hypervisor. */
export const engineVersions = [...qemuVersions, ...cloudHypervisorVariants] as const;
