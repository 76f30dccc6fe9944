import type { LostPage, MigrationResult } from '../engines/migration-result.js';
import { workingSetMib } from '../profiles/workload.js';

/** The oracle's verdict on a run in a line, or null if it was not asked. */
export function oracleLine({ oracle, scenario, status }: MigrationResult): string | null {
  if (oracle === null) return null;
  const run = `verify: ramsize ${Math.round(workingSetMib(scenario.workload))}MB, repeat ${scenario.repeat}`;
  const checked = `${oracle.pagesChecked} pages checked`;
  if (oracle.lostPages > 0) {
    const example = oracle.examples.length > 0 ? ` (${lostPageText(oracle.examples[0])})` : '';
    return `${run}: ${checked}, ${oracle.lostPages} LOST${example}`;
  }
  const ending = status === 'completed' ? 'no page lost' : `no page lost (${status})`;
  return `${run}: ${checked}, ${ending}`;
}

function lostPageText(page: LostPage): string {
  const sent = page.sentAtMs === null ? 'never sent' : `last sent at ${page.sentAtMs} ms`;
  if (page.recordedFreeAtMs !== undefined) {
    const found =
      page.missedBySyncAtMs === null ? '' : `, found by the sync at ${page.missedBySyncAtMs} ms`;
    return (
      `page ${page.page}: recorded as free at ${page.recordedFreeAtMs} ms, ` +
      `written at ${page.writtenAtMs} ms${found}, skipped at ${page.skippedAtMs} ms`
    );
  }
  if (page.usedAtMs !== undefined) {
    return `page ${page.page}: written at ${page.writtenAtMs} ms, ${sent}, used at ${page.usedAtMs} ms`;
  }
  const missed =
    page.missedBySyncAtMs === null ? '' : `, missed by the sync at ${page.missedBySyncAtMs} ms`;
  return `page ${page.page}: written at ${page.writtenAtMs} ms, ${sent}${missed}`;
}
