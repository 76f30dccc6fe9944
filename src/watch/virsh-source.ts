import { InterruptiblePause } from '../cli/monitor/interruptible-pause.js';
import { type QmpMessage, readQmpMessage } from '../cli/monitor/qmp-message.js';
import type { Query } from '../cli/monitor/qmp-request.js';
import type { VirshAnswer, VirshQuestion } from '../cli/monitor/virsh.js';
import { InputError } from '../input/input-error.js';
import { AnswerSeries } from '../observed/answer-series.js';
import { isFinal, type MigrationReading } from '../observed/migration-reading.js';
import { queryMigrateAnswer } from '../observed/query-migrate-answer.js';
import { ObservedStream } from '../observed/observed-stream.js';
import { countedAnswer } from './counted-answer.js';
import { askSetup, hasBegun } from './monitor-setup.js';
import { answersPerSetup } from './qmp-source.js';
import type { SourceEvent } from './source-event.js';

const option = '--virsh';

export interface VirshSourceOptions {
  readonly domain: string;
  readonly intervalMs: number;
  readonly signal: AbortSignal;
  /** Asks virsh about the domain. */
  readonly ask: (question: VirshQuestion) => Promise<VirshAnswer>;
}

/** A way to ask for a migration: a reading, or virsh's words for why there is none. */
type Reader = (
  line: number,
) => Promise<
  | { readonly kind: 'reading'; readonly reading: MigrationReading; readonly atMs: number }
  | { readonly kind: 'refused'; readonly problem: string }
>;

/**
 * Follows a migration through virsh until it is over, the domain goes away, or the signal. It asks QEMU's monitor, or
 * where that is not allowed for libvirt's own account.
 *
 * @throws InputError if virsh has neither, or says what is not read
 */
export async function* virshSource(options: VirshSourceOptions): AsyncGenerator<SourceEvent> {
  const { domain, intervalMs, signal } = options;
  const pause = new InterruptiblePause();
  try {
    const { isMonitor, read } = await firstReader(options);
    let last: MigrationReading | null = null;
    for (let line = 1; !signal.aborted; line++) {
      if (isMonitor && (line - 1) % answersPerSetup === 0) yield await setupOf(options, line);
      const answer = await read(line);
      if (answer.kind === 'refused' || hasVanished(answer.reading, last)) {
        const ended = await endedJob(options, last);
        yield ended ?? { kind: 'gone', problem: problemOf(answer) };
        return;
      }
      const isNew = hasBegun(answer.reading, last);
      if (isMonitor && isNew) yield await setupOf(options, line);
      last = answer.reading;
      yield { kind: 'answer', reading: last, atMs: answer.atMs };
      if (isFinal(last.status)) return;
      await pause.wait(intervalMs, signal);
    }
  } catch (error) {
    // A virsh that is ended by the signal answers nothing.
    if (!signal.aborted) throw error;
  }

  function problemOf(answer: Awaited<ReturnType<Reader>>): string {
    return answer.kind === 'refused'
      ? `virsh: ${answer.problem}`
      : `libvirt has no job of ${domain} any more, and does not say how it ended`;
  }
}

/** libvirt forgets a job when it ends; QEMU does not. */
function hasVanished(reading: MigrationReading, last: MigrationReading | null): boolean {
  return reading.status === 'none' && last !== null && last.status !== 'none';
}

/** QEMU's monitor if virsh lets us at it, else libvirt's account of the job. */
async function firstReader(
  options: VirshSourceOptions,
): Promise<{ readonly isMonitor: boolean; readonly read: Reader }> {
  const { ask, domain } = options;
  const monitor = await ask({ kind: 'query', query: 'query-migrate' });
  if (monitor.kind === 'text') return { isMonitor: true, read: monitorReader(options) };
  const job = await ask({ kind: 'job' });
  if (job.kind === 'text') return { isMonitor: false, read: jobReader(options) };
  throw new InputError({ subject: option, value: domain, problem: `is refused: ${job.problem}` });
}

function monitorReader({ ask, domain, signal }: VirshSourceOptions): Reader {
  const series = new AnswerSeries();
  const asked = async () => {
    const answer = await ask({ kind: 'query', query: 'query-migrate' });
    return answer.kind === 'refused' ? answer : messageOf(answer.text, domain);
  };
  return async (line) => {
    const message = await countedAnswer(asked, signal);
    if (message.kind === 'refused') return message;
    if (message.kind !== 'return') {
      throw refusal(domain, 'is answered with an error of QEMU to query-migrate');
    }
    const seconds = performance.now() / 1000;
    const place = { source: { file: domain, option }, line };
    const reading = series.add(queryMigrateAnswer(message.value, seconds, place), place);
    return { kind: 'reading', reading, atMs: performance.timeOrigin + seconds * 1000 };
  };
}

function jobReader({ ask, domain }: VirshSourceOptions): Reader {
  const stream = new ObservedStream({ file: domain, option });
  return async () => {
    const answer = await ask({ kind: 'job' });
    if (answer.kind === 'refused') return answer;
    const reading = lastReading(stream, answer.text);
    if (reading === null) throw refusal(domain, 'is answered with no text of domjobinfo');
    return { kind: 'reading', reading, atMs: performance.timeOrigin + performance.now() };
  };
}

/** How libvirt says that a job has ended that was there at last; null if it does not. */
async function endedJob(
  { ask, domain }: VirshSourceOptions,
  last: MigrationReading | null,
): Promise<SourceEvent | null> {
  if (last === null || last.status === 'none') return null;
  const answer = await ask({ kind: 'ended job' });
  if (answer.kind === 'refused') return null;
  const reading = lastReading(new ObservedStream({ file: domain, option }), answer.text);
  // That of an earlier migration says nothing of this one.
  if (reading === null || !isFinal(reading.status) || reading.elapsedMs < last.elapsedMs) {
    return null;
  }
  return { kind: 'answer', reading, atMs: performance.timeOrigin + performance.now() };
}

/** The reading of a block of domjobinfo; null if it has none. */
function lastReading(stream: ObservedStream, block: string): MigrationReading | null {
  const readings = [...block.split('\n'), ''].flatMap((line) => stream.line(line));
  return readings.at(-1) ?? null;
}

async function setupOf({ ask, domain }: VirshSourceOptions, line: number): Promise<SourceEvent> {
  const place = { source: { file: domain, option }, line };
  return askSetup(async (query: Query) => {
    const answer = await ask({ kind: 'query', query });
    if (answer.kind === 'refused') return null;
    const message = messageOf(answer.text, domain);
    return message.kind === 'return' ? message.value : null;
  }, place);
}

function messageOf(text: string, domain: string): QmpMessage {
  const reading = readQmpMessage(text.trim());
  if (reading.ok) return reading.message;
  throw refusal(domain, `is answered by QEMU's monitor with what ${reading.problem}`);
}

function refusal(domain: string, problem: string): InputError {
  return new InputError({ subject: option, value: domain, problem });
}
