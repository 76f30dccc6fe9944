/**
 * What runs the vCPUs. Under `tcg` a bitmap sync has to wait until each vCPU has left its throttle
 * sleep; under `kvm` it has not.
 */
export const accelerators = ['kvm', 'tcg'] as const;
export type Accelerator = (typeof accelerators)[number];
