import { join } from 'node:path';
import * as z from 'zod/mini';
import { dictionary, list } from '../input/schema-list.js';
import type { ComparedCell, PublishedSpan } from './published-figures-table.js';
import type { RunRecord } from '../results/run-record.js';
import { InputError } from '../input/input-error.js';
import { readJsonFile } from '../profiles/json-file.js';
import { nearestName } from '../input/nearest-name.js';
import { packageRoot } from '../profiles/package-root.js';
import { mean } from '../statistics/summary.js';

const fileSchema = dictionary(z.looseObject({ cells: list(z.looseObject({})) }));
const cellSchema = z.looseObject({ case: z.string(), mode: z.string() });
type PublishedCell = z.infer<typeof cellSchema>;

/** How a figure that mails publish is read off a record. */
const figures: Readonly<Record<string, (record: RunRecord) => number | null>> = {
  total_time_ms: (record) => record.total_time_ms,
  downtime_ms: (record) => record.downtime_ms,
  transferred_kb: (record) => record.transferred_bytes / 1024,
  overhead_per_iteration_ms: (record) => record.cloud_hypervisor?.mean_overhead_ms ?? null,
  join_ms: (record) => record.cloud_hypervisor?.worker_join_ms ?? null,
  worker_stop_ms: (record) => record.cloud_hypervisor?.worker_stop_ms ?? null,
  guest_speed_percent: (record) => record.guest_speed_percent,
  doubly_sent_kb: (record) => (record.cloud_hypervisor?.doubly_sent_bytes ?? 0) / 1024,
};

/** The published cells of a topic that have a case and a mode. */
function publishedCells(topic: string): PublishedCell[] {
  const file = join(packageRoot(), 'results', 'published', 'other-published-figures.json');
  const topics = readJsonFile(file, fileSchema, { option: '--suite', allowed: 'a shipped file' });
  const cells = topics[topic]?.cells.flatMap((cell) => {
    const parsed = cellSchema.safeParse(cell);
    return parsed.success ? [parsed.data] : [];
  });
  if (cells !== undefined && cells.length > 0) return cells;
  throw new InputError({
    subject: 'figures',
    value: topic,
    problem: 'has no published cells with a case and a mode',
    nearest: nearestName(topic, Object.keys(topics)),
  });
}

/** Runs of a cell of a suite. */
export interface CellRuns {
  /** What the suite calls the cell's load. */
  readonly load: string;
  readonly mode: string;
  readonly records: readonly RunRecord[];
}

/**
 * Puts the mean of each cell's runs beside what was published of it: the topic's cell whose case is
 * the name of the load, and whose mode that of the mode. Cells of which nothing was published are
 * there as well.
 *
 * @param shown figures to show although nothing was published of them
 * @throws InputError if nothing is published under the topic
 */
export function comparePublishedFigures(
  topic: string,
  runs: readonly CellRuns[],
  shown: readonly string[] = [],
): ComparedCell[] {
  const cells = publishedCells(topic);
  const names = Object.keys(figures).filter(
    (name) => cells.some((cell) => name in cell) || shown.includes(name),
  );
  return runs.map(({ load, mode, records }) => {
    const published = cells.find((cell) => cell.case === load && cell.mode === mode);
    return {
      labels: [load, mode],
      figures: names.map((name) => {
        const theirs = published?.[name];
        const ours = records.map(figures[name]).filter((figure) => figure !== null);
        return {
          name,
          published: publishedSpan(theirs),
          simulated: ours.length === 0 ? null : mean(ours),
        };
      }),
    };
  });
}

/** A number, or the two ends of what was published. */
function publishedSpan(figure: unknown): PublishedSpan | null {
  if (typeof figure === 'number') return { from: figure, to: figure };
  if (!Array.isArray(figure)) return null;
  const [from, to]: unknown[] = figure;
  return typeof from === 'number' && typeof to === 'number' ? { from, to } : null;
}
