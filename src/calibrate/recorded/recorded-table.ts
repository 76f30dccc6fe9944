import {
  column,
  type Document,
  line,
  list,
  paragraph,
  section,
  table,
} from '../../documents/document.js';
import { signedOr, whole } from '../../documents/number-format.js';
import { hostNumbers } from '../../profiles/host-numbers.js';
import { meanAbsolute, percentOff } from '../../statistics/relative-error.js';
import type { BoundedNumber, RunFact, ToldNumber } from './host-reading.js';
import type { LeftOut } from './leave-one-out.js';
import type { RecordedCalibration } from './recorded-calibration.js';

/** What runs tell of their hosts, what they do not, and how well they predict each other. */
export function recordedTable(calibration: RecordedCalibration): Document {
  const { host, leftOut, readings, start, unknown } = calibration;
  return [
    section(`host ${host.name}`, [
      line(machineText(calibration)),
      numbersTable(calibration),
      factsTable(readings.filter((each): each is RunFact => each.kind === 'fact')),
    ]),
    section(`what these runs do not tell, kept from ${start}`, [
      list(untold(calibration)),
      ...(unknown.length === 0 ? [] : [list(unknown.map(({ file, why }) => `${file}: ${why}`))]),
    ]),
    section('each run, predicted from all others', leftOutBlocks(leftOut, calibration)),
  ];
}

function machineText({
  host,
  isAcceleratorTold,
  start,
  versionKnown,
}: RecordedCalibration): string {
  const { accelerator = 'kvm', dirtyLog, qemu } = host;
  const version = {
    named: qemu,
    'latest that fits': `${qemu} (no run names it: the latest that fits them, up to that of ${start})`,
  };
  const kept = `(no run names it: kept from ${start})`;
  const qemuText = versionKnown === null ? `${qemu} ${kept}` : version[versionKnown];
  const accelerated = isAcceleratorTold ? accelerator : `${accelerator} ${kept}`;
  return `QEMU ${qemuText}, ${accelerated}, dirty log ${dirtyLog}`;
}

function numbersTable({ told }: RecordedCalibration) {
  const rows = told.map(({ files, number, origin, scatter, standardError, value }) => [
    number,
    short(value),
    errorText(value, standardError),
    scatter > 0 ? short(scatter) : '-',
    whole(files.length),
    origin,
  ]);
  const columns = [
    column('number', 'text'),
    column('value'),
    column('standard\nerror'),
    column('between\nruns'),
    column('runs'),
    column('read from', 'text', { wrapWidth: 48 }),
  ];
  return table(columns, rows);
}

function factsTable(facts: readonly RunFact[]) {
  const columns = [column('seen', 'text'), column('', 'text'), column('in', 'text')];
  return table(
    columns,
    facts.map(({ origin, value, what }) => [what, value, origin]),
  );
}

/** The numbers that the profile keeps, those first of which the runs say something, but too little. */
function untold({ readings, told }: RecordedCalibration): readonly string[] {
  const taken = new Set<string>(told.map(({ number }) => number));
  const vague = readings.flatMap((each) => {
    if (each.kind === 'fact' || taken.has(each.number)) return [];
    return [{ number: each.number as string, text: vagueText(each) }];
  });
  const named = new Set([...taken, ...vague.map(({ number }) => number)]);
  const silent = Object.keys(hostNumbers.parameters).filter((name) => !named.has(name));
  return [...vague.map(({ text }) => text), silent.join(', ')];
}

function vagueText(reading: ToldNumber | BoundedNumber): string {
  if (reading.kind !== 'told') {
    return `${reading.number}: ${reading.kind} ${short(reading.bound)} (${reading.origin})`;
  }
  const { number, origin, standardError, value } = reading;
  return `${number}: ${short(value)} +-${short(standardError)}, too uncertain (${origin})`;
}

function leftOutBlocks(leftOut: readonly LeftOut[], { unknown }: RecordedCalibration) {
  if (leftOut.length === 0) {
    const why =
      unknown.length > 0
        ? 'not known: too little is known of these runs to simulate them'
        : 'not known: that needs two runs at least';
    return [paragraph(why)];
  }
  const columns = [
    column('run', 'text'),
    column('totaltime (ms)\nrecorded'),
    column('\npredicted'),
    column('\nerror'),
    column('downtime (ms)\nrecorded'),
    column('\npredicted'),
  ];
  const rows = leftOut.map(({ file, predicted, recorded }) => [
    recorded.status === predicted.status ? file : `${file} (ends otherwise)`,
    whole(recorded.total_time_ms),
    whole(predicted.total_time_ms),
    signedOr('', percentOff(predicted.total_time_ms, recorded.total_time_ms), '%'),
    recorded.downtime_ms === null ? '-' : whole(recorded.downtime_ms),
    predicted.downtime_ms === null ? '-' : whole(predicted.downtime_ms),
  ]);
  return [table(columns, rows), line(errorsText(leftOut))];
}

function errorsText(leftOut: readonly LeftOut[]): string {
  const totals = leftOut.map(({ predicted, recorded }) =>
    percentOff(predicted.total_time_ms, recorded.total_time_ms),
  );
  const downtimes = leftOut.flatMap(({ predicted, recorded }) => {
    const [ours, theirs] = [predicted.downtime_ms, recorded.downtime_ms];
    return ours === null || theirs === null || theirs === 0 ? [] : [{ ours, theirs }];
  });
  const total = `totaltime MAPE ${meanAbsolute(totals).toFixed(1)}% over ${leftOut.length} runs`;
  if (downtimes.length === 0) return total;
  const percent = meanAbsolute(downtimes.map(({ ours, theirs }) => percentOff(ours, theirs)));
  const ms = meanAbsolute(downtimes.map(({ ours, theirs }) => ours - theirs));
  return `${total}, downtime ${percent.toFixed(1)}% (${ms.toFixed(1)} ms)`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}

function errorText(value: number, standardError: number): string {
  if (value <= 0) return short(standardError);
  return `${short(standardError)} (${((standardError / value) * 100).toFixed(1)}%)`;
}
