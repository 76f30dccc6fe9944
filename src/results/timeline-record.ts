import * as z from 'zod/mini';
import { list } from '../input/schema-list.js';
import type { Lane, MigrationResult } from '../engines/migration-result.js';
import { duration } from '../input/schema-fields.js';

/** The switchover thread by thread; between its spans a thread is idle. */
export const timelineSchema = z.strictObject({
  duration_ms: duration,
  lanes: list(
    z.strictObject({
      name: z.string(),
      idle_ms: duration,
      /** RAM or state on its way, waiting for the other channels, or reading a device. */
      spans: list(
        z.strictObject({
          activity: z.enum(['ram', 'sync', 'read', 'state']),
          from_ms: duration,
          until_ms: duration,
        }),
      ),
    }),
  ),
});

/** The published form of a run's time line; null where there is one thread only. */
export function timelineRecord(result: MigrationResult): z.infer<typeof timelineSchema> | null {
  if (result.status !== 'completed' || result.timeline === null) return null;
  const { durationMs, lanes } = result.timeline;
  if (lanes.length === 1) return null;
  return {
    duration_ms: toMicrosecond(durationMs),
    lanes: lanes.map(({ name, spans }) => ({
      name,
      idle_ms: toMicrosecond(idleMs(spans, durationMs)),
      spans: spans.map(({ activity, fromMs, untilMs }) => ({
        activity,
        from_ms: toMicrosecond(fromMs),
        until_ms: toMicrosecond(untilMs),
      })),
    })),
  };
}

/** For how long a thread did nothing. */
export function idleMs(spans: Lane['spans'], durationMs: number): number {
  return spans.reduce((idle, { fromMs, untilMs }) => idle - (untilMs - fromMs), durationMs);
}

function toMicrosecond(ms: number): number {
  return Math.max(0, Math.round(ms * 1e3) / 1e3);
}
