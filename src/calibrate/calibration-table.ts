import { column, type Document, line, section, table } from '../documents/document.js';
import type { HostProfile, Parameter } from '../profiles/host-profile.js';
import { NOT_IDENTIFIABLE } from '../profiles/provenance.js';

/** The numbers of a host that were fitted, their standard errors, and how well they fit. */
export function calibrationTable(host: HostProfile, loss: number, evaluations: number): Document {
  const rows = Object.entries(host.parameters)
    .filter(([, { provenance }]) => provenance === 'fitted')
    .map(([name, parameter]) => [name, String(parameter.value), errorText(parameter)]);
  return [
    section(`host ${host.name}`, [
      table([column('fitted', 'text'), column('value'), column('standard error')], rows),
      line(`loss ${loss.toFixed(3)} after ${evaluations} evaluations`),
    ]),
  ];
}

function errorText({ uncertainty, value }: Parameter): string {
  if (uncertainty === NOT_IDENTIFIABLE) return NOT_IDENTIFIABLE;
  if (uncertainty === undefined || !('standardError' in uncertainty)) return '-';
  const { standardError } = uncertainty;
  return `${standardError} (${((standardError / value) * 100).toFixed(1)}%)`;
}
