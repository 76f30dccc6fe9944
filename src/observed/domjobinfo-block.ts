import type { Unit } from '../input/quantity.js';
import { readQuantity } from '../input/quantity.js';
import { shortened } from '../input/printable.js';
import { PAGE_BYTES } from '../memory/units.js';
import type { MigrationStatus, RamReading } from './migration-reading.js';
import { faultAt, type Place } from './observed-source.js';
import { bareAnswer, type TimedAnswer } from './timed-answer.js';

/** virsh's words for a job (virsh-domain.c, virshDomainJobToString). */
const statuses: Readonly<Record<string, MigrationStatus>> = {
  None: 'none',
  Bounded: 'active',
  Unbounded: 'active',
  Completed: 'completed',
  Failed: 'failed',
  Cancelled: 'cancelled',
};

/** How domjobinfo calls a migration, where it says what the job is. */
const migration = 'Outgoing migration';
/** And where libvirt's daemon does not tell virsh. */
const untold = 'Unknown';

/** A line of the block and its number. */
export interface BlockLine {
  readonly label: string;
  readonly value: string;
  readonly line: number;
}

/** The label and the value of a line of domjobinfo; null of any other. */
export function labelledLine(text: string, line: number): BlockLine | null {
  const match = /^\s*([A-Z][\w /]*?)\s*:(?:\s+(.*?))?\s*$/.exec(text);
  return match === null
    ? null
    : { label: match[1], value: (match[2] ?? '').replaceAll(/\s+/g, ' '), line };
}

/** The label with which a block begins. */
export const firstLabel = 'Job type';

/** The most characters of a failure that are kept. */
const failureLength = 500;

/**
 * Reads what `virsh domjobinfo` prints of a migration (virsh-domain.c, cmdDomjobinfo), with or without `--completed`
 * and `--anystats`. Labels that it does not know are passed over.
 *
 * @param place of the block's first line
 * @throws InputError if the job is no migration, or a value cannot be read
 */
export function domjobinfoAnswer(lines: readonly BlockLine[], place: Place): TimedAnswer {
  const block = new Block(lines, place);
  const type = block.text(firstLabel) ?? '';
  const status = statuses[type];
  const at = { ...place, line: block.lineOf(firstLabel) };
  if (status === undefined) {
    const allowed = Object.keys(statuses).join(', ');
    throw faultAt(at, {
      subject: firstLabel,
      value: type,
      problem: 'is not the type of a job',
      allowed,
    });
  }
  const operation = block.text('Operation') ?? migration;
  if (operation !== migration && operation !== untold && status !== 'none') {
    const problem = 'is no migration that is sent';
    const line = block.lineOf('Operation');
    throw faultAt({ ...place, line }, { subject: 'Operation', value: operation, problem });
  }
  const failure = block.text('Error message');
  return {
    ...bareAnswer,
    timeName: 'Time elapsed',
    toldMs: block.quantity('Time elapsed', 'ms'),
    status,
    setupMs: block.quantity('Setup time', 'ms'),
    downtimeMs: block.quantity('Total downtime', 'ms'),
    expectedDowntimeMs: block.quantity('Expected downtime', 'ms'),
    throttlePercent: block.number('Auto converge throttle', 100) ?? 0,
    ram: ramReading(block),
    failure: failure === null ? null : shortened(failure, failureLength),
  };
}

function ramReading(block: Block): RamReading | null {
  const bytes = (label: string) => block.bytes(label);
  const totalBytes = bytes('Memory total');
  if (totalBytes === null || totalBytes === 0) return null;
  const pages = (bytes('Page size') ?? PAGE_BYTES) / PAGE_BYTES;
  const inPages = (number: number | null) => (number === null ? null : number * pages);
  const normalPages = inPages(block.number('Normal pages'));
  // libvirt passes the rate on with the pages, and virsh does not print 0.
  const untoldRate = normalPages === null ? null : 0;
  return {
    totalBytes,
    remainingBytes: bytes('Memory remaining') ?? 0,
    transferredBytes: bytes('Memory processed') ?? 0,
    zeroPages: inPages(block.number('Constant pages')),
    normalPages,
    dirtyPagesPerSecond: inPages(block.number('Dirty rate')) ?? 0,
    dirtySyncCount: block.number('Iteration'),
    bytesPerSecond: bytes('Memory bandwidth') ?? untoldRate,
    whileStoppedBytes: null,
  };
}

/** The values of a block by their labels. */
class Block {
  private readonly lines: ReadonlyMap<string, BlockLine>;
  private readonly place: Place;

  constructor(lines: readonly BlockLine[], place: Place) {
    this.lines = new Map(lines.map((line) => [line.label, line]));
    this.place = place;
  }

  lineOf(label: string): number {
    return this.lines.get(label)?.line ?? this.place.line;
  }

  text(label: string): string | null {
    return this.lines.get(label)?.value ?? null;
  }

  /** A count, perhaps with what is counted behind it: `1234 pages/s`. */
  number(label: string, max: number = Number.MAX_SAFE_INTEGER): number | null {
    return this.read(label, max, (value) => {
      const match = /^(\d+)(?: pages\/s| %)?$/.exec(value);
      return match === null ? null : Number(match[1]);
    });
  }

  quantity(label: string, unit: Unit): number | null {
    const max = 1e13;
    return this.read(label, max, (value) => readQuantity(value, unit));
  }

  /** Bytes of `8.016 GiB`, as virsh prints capacities, or of a rate. */
  bytes(label: string): number | null {
    return this.read(label, Number.MAX_SAFE_INTEGER, (value) => {
      const match = /^(\d+(?:[.,]\d+)?) (B|bytes|KiB|MiB|GiB|TiB|PiB|EiB)(?:\/s)?$/.exec(value);
      if (match === null) return null;
      const power = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'].indexOf(match[2]) + 1;
      // The decimal sign is that of the user's language.
      return Math.round(Number(match[1].replace(',', '.')) * 1024 ** power);
    });
  }

  private read(label: string, max: number, reader: (value: string) => number | null) {
    const line = this.lines.get(label);
    if (line === undefined) return null;
    const number = reader(line.value);
    if (number !== null && number >= 0 && number <= max) return number;
    throw faultAt(
      { ...this.place, line: line.line },
      {
        subject: label,
        value: line.value,
        problem: number === null ? 'is nothing that virsh prints here' : 'is out of range',
        ...(number !== null && { allowed: `0 to ${max}` }),
      },
    );
  }
}
