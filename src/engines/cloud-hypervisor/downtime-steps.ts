import type { DowntimeSteps } from './report.js';

/** A step of Cloud Hypervisor's downtime, and under which name its log line has it, if it has. */
export interface DowntimeStep {
  readonly key: keyof DowntimeSteps;
  readonly what: string;
  readonly loggedAs: 'final_iter' | 'state' | 'send_state' | 'complete' | null;
}

/** The eight steps in order (vmm/src/lib.rs; "Downtime breakdown" is what the log line says). */
export const downtimeStepList: readonly DowntimeStep[] = [
  { key: 'pauseMs', what: 'pause vCPUs and devices', loggedAs: null },
  { key: 'finalDirtyLogMs', what: 'last dirty log', loggedAs: 'final_iter' },
  { key: 'finalMemoryMs', what: 'send last table', loggedAs: 'final_iter' },
  { key: 'joinMs', what: 'join connections', loggedAs: null },
  { key: 'releaseLocksMs', what: 'release disk locks', loggedAs: null },
  { key: 'stateMs', what: 'snapshot, pass after it', loggedAs: 'state' },
  { key: 'sendStateMs', what: 'send state', loggedAs: 'send_state' },
  { key: 'completeMs', what: 'resume at destination', loggedAs: 'complete' },
];

/** Part of the downtime that the log line does not name. */
export function unaccountedMs(steps: DowntimeSteps): number {
  return downtimeStepList.reduce(
    (sum, { key, loggedAs }) => sum + (loggedAs === null ? steps[key] : 0),
    0,
  );
}

/** The steps one below the other, each with its time and its name in the log line. */
export function downtimeStepLines(steps: DowntimeSteps): string[] {
  const total = downtimeStepList.reduce((sum, { key }) => sum + steps[key], 0);
  return [
    `downtime of ${total.toFixed(1)} ms, of which the log line leaves ${unaccountedMs(steps).toFixed(1)} ms out:`,
    ...downtimeStepList.map(
      ({ key, loggedAs, what }) =>
        `  ${what.padEnd(24)} ${steps[key].toFixed(1).padStart(8)} ms  ${loggedAs ?? 'left out'}`,
    ),
  ];
}
