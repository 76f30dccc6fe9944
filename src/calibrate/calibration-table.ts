import type { HostProfile } from '../profiles/host-profile.js';
import { framedTable } from '../documents/framed-table.js';
import type { TextStyle } from '../documents/text-style.js';

/** The numbers of a host that were fitted, and how well they fit. */
export function renderCalibration(
  host: HostProfile,
  loss: number,
  evaluations: number,
  style: TextStyle,
): string {
  const rows = Object.entries(host.parameters)
    .filter(([, { provenance }]) => provenance === 'fitted')
    .map(([name, { value }]) => [name, String(value)]);
  const lines = [
    style.title(`host ${host.name}`),
    framedTable([['fitted', 'value'], ...rows]),
    `loss ${loss.toFixed(3)} after ${evaluations} evaluations`,
  ];
  return lines.map((line) => `${line}\n`).join('');
}
