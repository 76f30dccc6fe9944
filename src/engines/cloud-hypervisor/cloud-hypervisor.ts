/**
 * The states of Cloud Hypervisor's source that are modelled. `ch-legacy` is every release up to v51,
 * `ch-v52` that release, `ch-main` v53 and what came after it. The others are of Cyberus
 * Technology's fork: two of 2025, two of 2026, and the newer one with the DirtyLogWorker that was
 * proposed for it.
 */
export const cloudHypervisorVariants = [
  'ch-legacy',
  'ch-v52',
  'ch-main',
  'cyberus-2025a',
  'cyberus-2025b',
  'cyberus-mid',
  'cyberus-new',
  'cyberus-dlw',
] as const;
export type CloudHypervisorVariant = (typeof cloudHypervisorVariants)[number];

/** What happens when the timeout has passed: the migration fails, or the guest is paused anyway. */
export const timeoutStrategies = ['cancel', 'ignore'] as const;
export type TimeoutStrategy = (typeof timeoutStrategies)[number];

/**
 * Ways in which a DirtyLogWorker can go wrong, each of which its code invites.
 *
 * - `sources`: it does not harvest the logs of devices.
 * - `silent-failure`: a harvest fails, the thread ends, and nobody is told.
 * - `self-deadlock`: the last harvest waits for a lock that its own thread holds.
 * - `late-writes`: nothing is sent of what devices write while they are saved.
 *
 * A fault is injected into the tree of the proposal, in which no pass over memory follows the snapshot:
 * such a pass finds what the first two have left in the logs.
 */
export const workerFaults = ['sources', 'silent-failure', 'self-deadlock', 'late-writes'] as const;
export type WorkerFault = (typeof workerFaults)[number];
