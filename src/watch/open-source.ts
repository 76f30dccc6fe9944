import { readQmpAddress } from '../cli/monitor/qmp-address.js';
import { askVirsh, checkVirshName } from '../cli/monitor/virsh.js';
import type { Terminal } from '../cli/terminal.js';
import { InputError } from '../input/input-error.js';
import { bytesOf, inputFlag, inputSource } from './input-source.js';
import type { WatchOptions } from './options.js';
import { qmpSource } from './qmp-source.js';
import type { SourceEvent } from './source-event.js';
import { virshSource } from './virsh-source.js';

/** QEMU greets at once, unless somebody else is served. */
const greetingMs = 5000;

/** What is watched, and what it is called. */
export interface OpenedSource {
  readonly name: string;
  /** Whether it is gone once it was read. */
  readonly isLive: boolean;
  readonly events: AsyncIterable<SourceEvent>;
}

/**
 * The source that the options name. Nothing is opened before its first event is asked for.
 *
 * @throws InputError unless it is exactly one, or if its name cannot be one
 */
export function openSource(options: WatchOptions, terminal: Terminal): OpenedSource {
  const { connect, input, interval: intervalMs, qmp, virsh } = options;
  const flags = { '--qmp': qmp, '--virsh': virsh, [inputFlag]: input };
  const given = Object.entries(flags).flatMap(([flag, value]) => (value === null ? [] : [flag]));
  if (given.length !== 1) {
    const [first = 'watch', second] = given;
    const problem =
      second === undefined ? 'nothing is named that could be watched' : `contradicts ${second}`;
    const allowed = `one of ${Object.keys(flags).join(', ')}`;
    throw new InputError({ subject: first, problem, allowed });
  }
  if (connect !== null && virsh === null) {
    throw new InputError({ subject: '--connect', value: connect, problem: 'needs --virsh' });
  }
  const { interruption: signal } = terminal;
  if (qmp !== null) {
    const address = readQmpAddress(qmp, '--qmp');
    const asking = { written: qmp, intervalMs, greetingMs, signal };
    return { name: qmp, isLive: true, events: qmpSource(address, asking) };
  }
  if (virsh !== null) {
    const domain = checkVirshName(virsh, '--virsh');
    const uri = connect === null ? null : checkVirshName(connect, '--connect');
    const { environment } = terminal;
    const ask = (question: Parameters<typeof askVirsh>[1]) =>
      askVirsh({ domain, uri }, question, environment, signal);
    return { name: domain, isLive: true, events: virshSource({ domain, intervalMs, signal, ask }) };
  }
  const file = String(input);
  return { name: file, isLive: false, events: inputEvents(file, terminal) };
}

async function* inputEvents(file: string, terminal: Terminal): AsyncGenerator<SourceEvent> {
  yield* inputSource(file, bytesOf(file, terminal.input), terminal.interruption);
}
