import * as z from 'zod/mini';
import type { MigrationResult } from '../engines/migration-result.js';

const laneActivities = ['ram', 'sync', 'read', 'state'] as const;

/** The switchover thread by thread; between its spans a thread is idle. */
export const timelineSchema = z.strictObject({
  duration_ms: z.number().check(z.nonnegative()),
  lanes: z.array(
    z.strictObject({
      name: z.string(),
      idle_ms: z.number().check(z.nonnegative()),
      /** RAM or state on its way, waiting for the other channels, or reading a device. */
      spans: z.array(
        z.strictObject({
          activity: z.enum(laneActivities),
          from_ms: z.number(),
          until_ms: z.number(),
        }),
      ),
    }),
  ),
});

export type TimelineRecord = z.infer<typeof timelineSchema>;

/** The published form of a run's time line; null where there is one thread only. */
export function timelineRecord(result: MigrationResult): TimelineRecord | null {
  if (result.status !== 'completed' || result.timeline === null) return null;
  if (result.timeline.lanes.length === 1) return null;
  const { durationMs, lanes } = result.timeline;
  return {
    duration_ms: toMicrosecond(durationMs),
    lanes: lanes.map(({ name, spans }) => ({
      name,
      idle_ms: toMicrosecond(
        spans.reduce((idle, { fromMs, untilMs }) => idle - (untilMs - fromMs), durationMs),
      ),
      spans: spans.map(({ activity, fromMs, untilMs }) => ({
        activity,
        from_ms: toMicrosecond(fromMs),
        until_ms: toMicrosecond(untilMs),
      })),
    })),
  };
}

function toMicrosecond(ms: number): number {
  return Math.max(0, Math.round(ms * 1e3) / 1e3);
}
