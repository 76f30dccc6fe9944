import type { ObservedMigration } from './migration-reading.js';
import { faultOf, type ObservedSource } from './observed-source.js';
import { ObservedStream } from './observed-stream.js';

/**
 * Reads what was seen of one migration, in order of time: QEMU's answers to `query-migrate` as JSON (one, a list, or
 * NDJSON; bare, as QMP sends them, or with the time of a recorder), what `virsh domjobinfo` printed, or a report of
 * guestperf. Answers to QEMU's other queries among them tell how the migration is set up.
 *
 * @throws InputError in one sentence if the text is none of these, holds no answer, or answers do not fit each other
 */
export function readObserved(text: string, source: ObservedSource): ObservedMigration {
  const stream = new ObservedStream(source);
  for (const line of text.replace(/^\uFEFF/, '').split('\n')) stream.line(line);
  stream.end();
  if (stream.migration.readings.length > 0) return stream.migration;
  throw faultOf(source, text.trim() === '' ? 'is empty' : 'holds no answer to query-migrate');
}
