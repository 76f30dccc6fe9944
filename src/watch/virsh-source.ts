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
import { endedJob, lastReading } from './ended-job.js';
import { askSetup, hasBegun } from './monitor-setup.js';
import { answersPerSetup } from './qmp-source.js';
import { nothingTold, type SetupEvent, type SourceEvent } from './source-event.js';

const option = '--virsh';

export interface VirshSourceOptions {
  readonly domain: string;
  readonly intervalMs: number;
  readonly signal: AbortSignal;
  /** Asks virsh about the domain. */
  readonly ask: (question: VirshQuestion) => Promise<VirshAnswer>;
}

/** A reading, or virsh's words for why there is none. */
type Answered =
  | { readonly kind: 'reading'; readonly reading: MigrationReading; readonly atMs: number }
  | { readonly kind: 'refused'; readonly problem: string };

/** A way to ask for a migration. */
type Reader = (line: number) => Promise<Answered>;

/** virsh's words for a domain that libvirt does not have, and why it may have had it before. */
const unknownDomain = /^failed to get domain /;
const forgotten =
  '; libvirt forgets a transient domain, or one that migrates with --undefinesource, when its migration has completed';

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
    let setup = nothingTold;
    for (let line = 1; !signal.aborted; line++) {
      if (isMonitor && (line - 1) % answersPerSetup === 0) {
        yield (setup = await setupOf(options, line, setup));
      }
      const answer = await read(line);
      if (answer.kind === 'refused' || isGone(answer.reading, last, isMonitor)) {
        const reading = await endedJob({ domain, option, ask: options.ask }, last, isMonitor);
        yield reading === null
          ? withoutEnd(answer, last)
          : { kind: 'answer', reading, atMs: nowMs() };
        return;
      }
      const isNew = hasBegun(answer.reading, last);
      if (isMonitor && isNew) yield (setup = await setupOf(options, line, setup));
      last = answer.reading;
      yield { kind: 'answer', reading: last, atMs: answer.atMs };
      if (isFinal(last.status)) return;
      await pause.wait(intervalMs, signal);
    }
  } catch (error) {
    // A virsh that is ended by the signal answers nothing.
    if (!signal.aborted) throw error;
  }
}

/** libvirt forgets a job when it ends; QEMU does not. */
function isGone(
  { status }: MigrationReading,
  last: MigrationReading | null,
  isMonitor: boolean,
): boolean {
  if (!isMonitor) return isFinal(status);
  return status === 'none' && last !== null && last.status !== 'none';
}

/** What there is to say where libvirt does not tell how a job has ended. */
function withoutEnd(answer: Answered, last: MigrationReading | null): SourceEvent {
  if (answer.kind === 'refused') {
    const isForgotten =
      last !== null && last.status !== 'none' && unknownDomain.test(answer.problem);
    return { kind: 'gone', problem: `virsh: ${answer.problem}${isForgotten ? forgotten : ''}` };
  }
  const { atMs, reading } = answer;
  if (reading.status !== 'none') return { kind: 'answer', reading, atMs };
  return { kind: 'gone', problem: 'QEMU knows of no migration any more' };
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
    return { kind: 'reading', reading, atMs: nowMs() };
  };
}

/** What QEMU tells of the setup. What virsh refuses once, it refuses: the domain is about to leave. */
async function setupOf(
  { ask, domain }: VirshSourceOptions,
  line: number,
  before: SetupEvent,
): Promise<SetupEvent> {
  let isRefused = false;
  const place = { source: { file: domain, option }, line };
  const known = async (query: Query): Promise<unknown> => {
    if (isRefused) return null;
    const answer = await ask({ kind: 'query', query });
    isRefused = answer.kind === 'refused';
    if (answer.kind === 'refused') return null;
    const message = messageOf(answer.text, domain);
    return message.kind === 'return' ? message.value : null;
  };
  return askSetup(known, place, before);
}

function messageOf(text: string, domain: string): QmpMessage {
  const reading = readQmpMessage(text.trim());
  if (reading.ok) return reading.message;
  throw refusal(domain, `is answered by QEMU's monitor with what ${reading.problem}`);
}

function nowMs(): number {
  return performance.timeOrigin + performance.now();
}

function refusal(domain: string, problem: string): InputError {
  return new InputError({ subject: option, value: domain, problem });
}
