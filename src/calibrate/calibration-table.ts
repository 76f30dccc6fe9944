import { column, type Document, line, section, table } from '../documents/document.js';
import type { HostProfile } from '../profiles/host-profile.js';

/** The numbers of a host that were fitted, and how well they fit. */
export function calibrationTable(host: HostProfile, loss: number, evaluations: number): Document {
  const rows = Object.entries(host.parameters)
    .filter(([, { provenance }]) => provenance === 'fitted')
    .map(([name, { value }]) => [name, String(value)]);
  return [
    section(`host ${host.name}`, [
      table([column('fitted', 'text'), column('value')], rows),
      line(`loss ${loss.toFixed(3)} after ${evaluations} evaluations`),
    ]),
  ];
}
