/**
 * What guestperf's own loader asks of a report (report.py, deserialize, and the classes that it
 * calls): a key that is not there is an error, one that it does not know is not looked at.
 */

type Layout = '7.2' | '8.1' | '10.0';

const hardware = [
  'cpus',
  'mem',
  'src_cpu_bind',
  'src_mem_bind',
  'dst_cpu_bind',
  'dst_mem_bind',
  'prealloc_pages',
  'huge_pages',
  'locked_pages',
];

const scenario = [
  'name',
  'downtime',
  'bandwidth',
  'max_iters',
  'max_time',
  'pause',
  'pause_iters',
  'post_copy',
  'post_copy_iters',
  'auto_converge',
  'auto_converge_step',
  'compression_mt',
  'compression_mt_threads',
  'compression_xbzrle',
  'compression_xbzrle_cache',
  'multifd',
  'multifd_channels',
];

const ram = [
  'transferred_bytes',
  'remaining_bytes',
  'total_bytes',
  'duplicate_pages',
  'skipped_pages',
  'normal_pages',
  'normal_bytes',
  'dirty_rate_pps',
  'transfer_rate_mbs',
  'iterations',
];

const progress = [
  'status',
  'ram',
  'now',
  'duration',
  'downtime',
  'downtime_expected',
  'setup_time',
  'throttle_pcent',
];

const ring = ['dirty_limit_throttle_time_per_round', 'dirty_limit_ring_full_time'];

const top = ['binary', 'dst_host', 'kernel', 'initrd', 'transport', 'sleep'];

/** The first key that the guestperf of a version misses in a report; null if it loads it. */
export function missingForLoader(report: unknown, layout: Layout): string | null {
  const isAtLeast81 = layout !== '7.2';
  const isAtLeast100 = layout === '10.0';
  const document = report as Record<string, unknown>;
  const history = document['progress_history'] as readonly Record<string, unknown>[];
  return (
    missingKey(document, [...top, ...(isAtLeast100 ? ['result'] : [])], '') ??
    missingKey(
      document['hardware'],
      [...hardware, ...(isAtLeast81 ? ['dirty_ring_size'] : [])],
      'hardware.',
    ) ??
    missingKey(
      document['scenario'],
      [...scenario, ...(isAtLeast100 ? ['multifd_compression'] : [])],
      'scenario.',
    ) ??
    firstMissing(history, [...progress, ...(isAtLeast81 ? ring : [])], 'progress_history.') ??
    firstMissing(
      history.map((record) => record['ram']),
      ram,
      'progress_history.ram.',
    ) ??
    ['guest_timings', 'qemu_timings', 'vcpu_timings']
      .map((key) =>
        firstMissing(document[key] as readonly unknown[], ['tid', 'timestamp', 'value'], `${key}.`),
      )
      .find((key) => key !== null) ??
    null
  );
}

function firstMissing(
  records: readonly unknown[],
  keys: readonly string[],
  path: string,
): string | null {
  for (const record of records) {
    const key = missingKey(record, keys, path);
    if (key !== null) return key;
  }
  return null;
}

function missingKey(record: unknown, keys: readonly string[], path: string): string | null {
  const key = keys.find((name) => !(name in (record as object)));
  return key === undefined ? null : path + key;
}
