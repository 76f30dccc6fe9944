/**
 * Statistics of a job as libvirt's daemon tells them; absent what it does not tell. Bytes, ms and counts.
 * https://gitlab.com/libvirt/libvirt, tools/virsh-domain.c (cmdDomjobinfo).
 */
export interface JobStatistics {
  readonly type: string;
  /** Since virsh 3.3. */
  readonly operation?: string;
  readonly elapsed?: number;
  readonly elapsedWithoutNetwork?: number;
  readonly remainingMs?: number;
  readonly memory?: readonly [processed: number, remaining: number, total: number];
  readonly files?: readonly [processed: number, remaining: number, total: number];
  readonly bandwidth?: number;
  readonly dirtyRate?: number;
  readonly pageSize?: number;
  readonly iteration?: number;
  readonly postcopyRequests?: number;
  readonly constantPages?: number;
  readonly normalPages?: number;
  readonly downtime?: number;
  readonly downtimeWithoutNetwork?: number;
  readonly setup?: number;
  readonly compressionCache?: number;
  readonly throttle?: number;
  readonly error?: string;
}

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];

/** What `virsh domjobinfo` prints of it: labels of 17 characters or more, numbers of 12, sizes with three decimals. */
export function domjobinfoText(job: JobStatistics): string {
  const lines: string[] = [];
  const line = (label: string, value: string): void =>
    void lines.push(`${`${label}:`.padEnd(17)} ${value}`);
  const count = (label: string, value: number | undefined, unit = ''): void => {
    if (value !== undefined) line(label, `${String(value).padEnd(12)}${unit && ` ${unit}`}`);
  };
  const size = (label: string, bytes: number | undefined, per = ''): void => {
    if (bytes !== undefined) line(label, `${sizeText(bytes)}${per}`);
  };
  line('Job type', job.type.padEnd(12));
  if (job.operation !== undefined) line('Operation', job.operation.padEnd(12));
  count('Time elapsed', job.elapsed, 'ms');
  count('Time elapsed w/o network', job.elapsedWithoutNetwork, 'ms');
  count('Time remaining', job.remainingMs, 'ms');
  const [filesDone, filesLeft, filesTotal] = job.files ?? [0, 0, 0];
  for (const [name, part] of [
    ['Data', job.memory?.map((bytes, index) => bytes + [filesDone, filesLeft, filesTotal][index])],
    ['Memory', job.memory],
  ] as const) {
    size(`${name} processed`, part?.[0]);
    size(`${name} remaining`, part?.[1]);
    size(`${name} total`, part?.[2]);
  }
  size('Memory bandwidth', job.bandwidth, '/s');
  count('Dirty rate', job.dirtyRate, 'pages/s');
  count('Page size', job.pageSize, 'bytes');
  count('Iteration', job.iteration);
  count('Postcopy requests', job.postcopyRequests);
  if (job.files !== undefined) {
    size('File processed', filesDone);
    size('File remaining', filesLeft);
    size('File total', filesTotal);
  }
  count('Constant pages', job.constantPages);
  count('Normal pages', job.normalPages);
  size('Normal data', job.normalPages && job.normalPages * (job.pageSize ?? 4096));
  count(job.type === 'Completed' ? 'Total downtime' : 'Expected downtime', job.downtime, 'ms');
  count('Downtime w/o network', job.downtimeWithoutNetwork, 'ms');
  count('Setup time', job.setup, 'ms');
  size('Compression cache', job.compressionCache);
  count('Auto converge throttle', job.throttle);
  if (job.error !== undefined) line('Error message', job.error);
  // A command's output ends with an empty line.
  return `${lines.join('\n')}\n\n`;
}

function sizeText(bytes: number): string {
  const power = bytes < 1024 ? 0 : Math.min(6, Math.floor(Math.log2(bytes) / 10));
  return `${(bytes / 1024 ** power).toFixed(3)} ${units[power]}`;
}
