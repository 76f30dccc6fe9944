import { InterruptiblePause } from '../cli/monitor/interruptible-pause.js';
import type { QmpAddress } from '../cli/monitor/qmp-address.js';
import { MonitorGone, QmpConnection } from '../cli/monitor/qmp-connection.js';
import type { Query } from '../cli/monitor/qmp-request.js';
import { InputError } from '../input/input-error.js';
import { AnswerSeries } from '../observed/answer-series.js';
import { isFinal } from '../observed/migration-reading.js';
import { queryMigrateAnswer } from '../observed/query-migrate-answer.js';
import { countedAnswer } from './counted-answer.js';
import { askSetup, hasBegun } from './monitor-setup.js';
import { nothingTold, type SourceEvent } from './source-event.js';

/** A parameter may be changed while the migration runs: they are asked for again after so many answers. */
export const answersPerSetup = 4;

/** What QEMU tells by itself that the next answer will show: no need to wait for its time. */
const wakingEvents: ReadonlySet<string> = new Set(['MIGRATION', 'MIGRATION_PASS', 'STOP']);

export interface QmpSourceOptions {
  /** What the user wrote for the address. */
  readonly written: string;
  readonly intervalMs: number;
  /** How long the monitor may take to greet, ms. */
  readonly greetingMs: number;
  readonly signal: AbortSignal;
}

/**
 * Follows a migration through QEMU's monitor until it is over, the monitor goes away, or the signal.
 *
 * @throws InputError if what listens is no monitor, is held by somebody else, or says what no monitor says
 */
export async function* qmpSource(
  address: QmpAddress,
  options: QmpSourceOptions,
): AsyncGenerator<SourceEvent> {
  const { greetingMs, intervalMs, signal, written } = options;
  const pause = new InterruptiblePause();
  const onEvent = (name: string): void => {
    if (wakingEvents.has(name)) pause.wake();
  };
  const series = new AnswerSeries();
  const source = { file: written, option: '--qmp' };
  let setup = nothingTold;
  let connection: QmpConnection | null = null;
  const hangUp = (): void => connection?.close();
  signal.addEventListener('abort', hangUp);
  try {
    const onEnd = (): void => pause.wake();
    const opening = { written, flag: '--qmp', greetingMs, onEvent, onEnd };
    const monitor = await QmpConnection.open(address, opening, signal);
    connection = monitor;
    for (let line = 1; !signal.aborted; line++) {
      const place = { source, line };
      const ask = (query: Query): Promise<unknown> => known(monitor, query);
      if ((line - 1) % answersPerSetup === 0) yield (setup = await askSetup(ask, place, setup));
      const answer = await countedAnswer(() => monitor.ask('query-migrate'), signal);
      if (answer.kind === 'error') {
        const problem = `answers query-migrate with an error: ${answer.description}`;
        throw new InputError({ subject: '--qmp', value: written, problem });
      }
      const clockSeconds = performance.now() / 1000;
      const before = series.last ?? null;
      const reading = series.add(queryMigrateAnswer(answer.value, clockSeconds, place), place);
      if (hasBegun(reading, before)) yield (setup = await askSetup(ask, place, setup));
      yield { kind: 'answer', reading, atMs: performance.timeOrigin + clockSeconds * 1000 };
      if (isFinal(reading.status)) return;
      await pause.wait(intervalMs, signal);
    }
  } catch (error) {
    if (signal.aborted) return;
    if (!(error instanceof MonitorGone)) throw error;
    yield { kind: 'gone', problem: error.message };
  } finally {
    signal.removeEventListener('abort', hangUp);
    connection?.close();
  }
}

/** What QEMU answers; null to a query that it does not know. */
async function known(monitor: QmpConnection, query: Query): Promise<unknown> {
  const answer = await monitor.ask(query);
  return answer.kind === 'return' ? answer.value : null;
}
