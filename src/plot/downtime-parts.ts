import type { DowntimePart } from './migration-chart.js';

/** What the parts of a run record are called, in the order in which they happen. */
const partNames = {
  stop_ms: 'Stop of the vCPUs',
  final_sync_ms: 'Final sync',
  residual_ram_ms: 'Residual RAM',
  device_state_ms: 'Device state',
  load_ms: 'Load',
  start_ms: 'Start of the vCPUs',
} as const;

/** The parts of a downtime by name; null if they are not known. */
export function downtimeParts(
  parts: Readonly<Record<keyof typeof partNames, number>> | null | undefined,
): readonly DowntimePart[] | null {
  if (parts === null || parts === undefined) return null;
  return Object.entries(partNames).map(([key, name]) => ({
    name,
    ms: parts[key as keyof typeof partNames],
  }));
}
