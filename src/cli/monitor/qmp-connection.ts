import { type Socket, connect } from 'node:net';
import { InputError } from '../../input/input-error.js';
import { systemReason } from '../files/unwritable.js';
import { LineSplitter, LineTooLong, maxLineBytes } from './line-splitter.js';
import type { QmpAddress } from './qmp-address.js';
import { type QmpMessage, readQmpMessage } from './qmp-message.js';
import { type QmpCommand, type Query, requestLine } from './qmp-request.js';

/** What QEMU says to a query. */
export type QmpAnswer =
  | { readonly kind: 'return'; readonly value: unknown }
  | { readonly kind: 'error'; readonly description: string };

/** The monitor is gone. */
export class MonitorGone extends Error {
  override readonly name = 'MonitorGone';
}

export interface QmpConnectionOptions {
  /** What the user wrote, and where, for errors. */
  readonly written: string;
  readonly flag: string;
  /** How long the greeting may take before it is told that somebody else holds the monitor, ms. */
  readonly greetingMs: number;
  /** Call when QEMU tells that something has happened. */
  readonly onEvent: (name: string) => void;
  /** Call when nothing more can be asked. */
  readonly onEnd: () => void;
}

interface Waiting {
  readonly id: string;
  readonly resolve: (answer: QmpAnswer) => void;
  readonly reject: (error: Error) => void;
}

/** A connection to QEMU's monitor that asks queries, and nothing else, one after the other. */
export class QmpConnection {
  private readonly socket: Socket;
  private readonly splitter = new LineSplitter();
  private isGreeted = false;
  private waiting: Waiting | null = null;
  private asked = 0;
  /** Why nothing more can be asked; null while it can. */
  private end: Error | null = null;
  private readonly greeting: Promise<void>;
  private greeted: () => void = () => {};
  private refused: (error: Error) => void = () => {};

  private constructor(
    address: QmpAddress,
    private readonly options: QmpConnectionOptions,
  ) {
    this.greeting = new Promise((resolve, reject) => {
      this.greeted = resolve;
      this.refused = reject;
    });
    this.socket = connect(
      address.kind === 'unix' ? { path: address.path } : { host: address.host, port: address.port },
    );
    this.socket.on('data', (bytes) => this.read(bytes));
    // A host of several addresses fails with the errors of all.
    this.socket.on('error', (error) =>
      this.fail(this.failure(error instanceof AggregateError ? error.errors[0] : error)),
    );
    this.socket.on('close', () => this.fail(this.closed()));
  }

  /**
   * Connects, waits for QEMU's greeting, and makes the handshake.
   *
   * @throws InputError if nobody listens, what listens is no monitor, or somebody else holds it
   */
  static async open(
    address: QmpAddress,
    options: QmpConnectionOptions,
    signal: AbortSignal,
  ): Promise<QmpConnection> {
    const connection = new QmpConnection(address, options);
    const abort = (): void => connection.close();
    signal.addEventListener('abort', abort);
    const timer = setTimeout(() => connection.giveUp(), options.greetingMs);
    try {
      await connection.greeting;
      const answer = await connection.command('qmp_capabilities');
      if (answer.kind === 'return') return connection;
      throw connection.refusal(`refuses the handshake: ${answer.description}`);
    } catch (error) {
      connection.close();
      throw error;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    }
  }

  /**
   * Asks QEMU. One question at a time.
   *
   * @throws MonitorGone if the monitor goes away, InputError if it says what no monitor says
   */
  ask(query: Query): Promise<QmpAnswer> {
    return this.command(query);
  }

  close(): void {
    this.fail(new MonitorGone('the connection was closed'));
  }

  private command(command: QmpCommand): Promise<QmpAnswer> {
    if (this.end !== null) return Promise.reject(this.end);
    const id = `guestperf-sim-${++this.asked}`;
    const line = `${requestLine(command, id)}\n`;
    return new Promise((resolve, reject) => {
      this.waiting = { id, resolve, reject };
      this.socket.write(line);
    });
  }

  private read(bytes: Uint8Array): void {
    try {
      for (const line of this.splitter.push(bytes)) {
        if (this.end !== null) return;
        if (line.trim() !== '') this.take(line);
      }
    } catch (error) {
      if (!(error instanceof LineTooLong)) throw error;
      this.fail(this.refusal(`sends a line of more than ${maxLineBytes / 2 ** 20} MiB`));
    }
    const first = this.isGreeted ? '{' : this.splitter.rest.trimStart().charAt(0);
    if (first !== '' && first !== '{') this.fail(this.stranger());
  }

  private take(line: string): void {
    const reading = readQmpMessage(line);
    if (!reading.ok) {
      const torn = this.refusal(`sends a line that ${reading.problem}`);
      return this.fail(this.isGreeted ? torn : this.stranger());
    }
    const { message } = reading;
    if (this.isGreeted) return this.answer(message);
    if (message.kind !== 'greeting') return this.fail(this.stranger());
    this.isGreeted = true;
    this.greeted();
  }

  private answer(message: QmpMessage): void {
    if (message.kind === 'event') return this.options.onEvent(message.name);
    if (message.kind !== 'return' && message.kind !== 'error') return;
    const { waiting } = this;
    // An answer to what another one asked is not ours; one without an id can only be.
    if (waiting === null || (message.id !== undefined && message.id !== waiting.id)) return;
    this.waiting = null;
    waiting.resolve(message);
  }

  private giveUp(): void {
    if (this.isGreeted) return;
    const seconds = this.options.greetingMs / 1000;
    this.fail(
      this.splitter.rest.trim() !== ''
        ? this.stranger()
        : this.refusal(
            `does not greet within ${seconds} s: another client holds the monitor, which serves one at a time`,
          ),
    );
  }

  private fail(error: Error): void {
    if (this.end !== null) return;
    this.end = error;
    this.socket.destroy();
    this.waiting?.reject(error);
    this.waiting = null;
    if (!this.isGreeted) this.refused(error);
    this.options.onEnd();
  }

  private failure(error: Error): Error {
    const reason = systemReason(error) ?? error.message;
    if (this.isGreeted) return new MonitorGone(reason);
    // The queue of a socket is full when others wait for the same monitor.
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') {
      return this.refusal(
        'is busy: other clients wait for the monitor, which serves one at a time',
      );
    }
    return this.refusal(`cannot be connected to: ${reason}`);
  }

  private closed(): Error {
    if (this.isGreeted) return new MonitorGone('the monitor closed the connection');
    return this.splitter.rest.trim() === ''
      ? this.refusal('closes the connection without a greeting')
      : this.stranger();
  }

  private stranger(): InputError {
    return this.refusal("is not QEMU's monitor: it does not greet as QMP does");
  }

  private refusal(problem: string): InputError {
    const { flag, written } = this.options;
    return new InputError({ subject: flag, value: written, problem });
  }
}
