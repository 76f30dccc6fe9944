import { type GivenLoad, readRecording } from '../../guestperf/recorded-scenario.js';
import { parseGuestperfReport } from '../../guestperf/report-reader.js';
import type { HostProfile } from '../../profiles/host-profile.js';
import { percentOff } from '../../statistics/relative-error.js';
import { validateRecorded } from '../recorded-validation.js';
import { featuresOf } from './features.js';
import type { LedgerFigure, LedgerRow } from './ledger-record.js';

/**
 * A recorded migration as a row of the ledger.
 *
 * @throws InputError if the file is not a guestperf report
 */
export function recordedRow(
  path: string,
  text: string,
  host: HostProfile,
  load: GivenLoad,
): LedgerRow {
  const { name, not_modelled, predicted, recorded } = validateRecorded(path, text, host, load);
  const report = parseGuestperfReport(path, text, '--recorded');
  // What is not modelled may not be read, and then is no evidence of any feature.
  const scenario =
    not_modelled === null ? readRecording(report, host, load).scenario('recorded', 1) : null;
  return {
    record: 'row',
    table: 'recordings',
    load: name,
    mode: 'recorded',
    evidence: not_modelled === null ? 'predicted' : 'not-modelled',
    because: not_modelled,
    engine: scenario?.vmm ?? null,
    host: host.name,
    version: scenario?.version ?? null,
    features: scenario === null ? [] : [...featuresOf(scenario)],
    completes_published: recorded.status === 'completed',
    completes_simulated: predicted === null ? null : predicted.status === 'completed',
    figures: [
      ...figure('total_time_ms', recorded.total_time_ms, predicted?.total_time_ms ?? null),
      ...figure('downtime_ms', recorded.downtime_ms, predicted?.downtime_ms ?? null),
    ],
  };
}

function figure(name: string, recorded: number | null, predicted: number | null): LedgerFigure[] {
  if (recorded === null) return [];
  const error = predicted === null || recorded === 0 ? null : percentOff(predicted, recorded);
  return [
    {
      name,
      published_from: recorded,
      published_to: recorded,
      simulated: predicted,
      error_percent: error,
    },
  ];
}
