import type { CompressionReport, MigrationResult, XbzrleReport } from '../migration-result.js';

/** What XBZRLE and compression did in a run, a line for each that was used. */
export function encodingLog({ xbzrle, compression }: MigrationResult): string[] {
  return [
    ...(xbzrle === undefined ? [] : [xbzrleLine(xbzrle)]),
    ...(compression === undefined ? [] : [compressionLine(compression)]),
  ];
}

function xbzrleLine({ cacheBytes, pages, cacheMiss, overflow, bytes }: XbzrleReport): string {
  return (
    `XBZRLE: cache of ${mib(cacheBytes)}, ${pages} pages with a copy (${overflow} overflows), ` +
    `${cacheMiss} without, ${mib(bytes)} sent of the former`
  );
}

function compressionLine({ pages, compressedBytes, busy }: CompressionReport): string {
  return (
    `Compression: ${pages} pages became ${mib(compressedBytes)}, ` +
    `${busy} found no idle thread and were sent as they are`
  );
}

function mib(bytes: number): string {
  return `${Math.round((bytes / 2 ** 20) * 10) / 10} MiB`;
}
