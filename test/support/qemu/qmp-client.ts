import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';

/** What QEMU says on a monitor: an answer, an event, or its greeting. */
export interface QmpMessage {
  readonly QMP?: unknown;
  readonly event?: string;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly return?: unknown;
  readonly error?: { readonly class: string; readonly desc: string };
}

interface Waiting {
  readonly accept: (message: QmpMessage) => boolean;
  readonly resolve: (message: QmpMessage) => void;
  readonly reject: (problem: Error) => void;
}

/** A monitor that gives commands, one after the other; what the tests do to a QEMU goes through it. */
export class QmpClient {
  private readonly seen: QmpMessage[] = [];
  private readonly waiting = new Set<Waiting>();
  private rest = '';
  private isClosed = false;

  private constructor(private readonly socket: Socket) {
    socket.on('error', () => {});
    socket.on('close', () => this.close());
    socket.setEncoding('utf8').on('data', (text: string) => this.read(text));
  }

  /** Connects, and leaves the state in which QEMU only negotiates. */
  static async connect(path: string): Promise<QmpClient> {
    const socket = createConnection(path);
    await once(socket, 'connect');
    const client = new QmpClient(socket);
    await client.next(({ QMP }) => QMP !== undefined);
    await client.execute('qmp_capabilities');
    return client;
  }

  /** Gives a command. @returns what QEMU returns @throws Error with QEMU's description, or if it goes away */
  async execute(command: string, values: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    this.socket.write(`${JSON.stringify({ execute: command, arguments: values })}\n`);
    const { error, return: answer } = await this.next(
      (message) => 'return' in message || 'error' in message,
    );
    if (error !== undefined) throw new Error(`${command}: ${error.desc}`);
    return answer;
  }

  /** The first event that is `accept`ed and that nobody has waited for, however long it takes. */
  event(name: string, accept = (_data: QmpMessage['data']): boolean => true): Promise<QmpMessage> {
    return this.next((message) => message.event === name && accept(message.data));
  }

  private next(accept: Waiting['accept']): Promise<QmpMessage> {
    const index = this.seen.findIndex(accept);
    if (index >= 0) return Promise.resolve(this.seen.splice(index, 1)[0]);
    if (this.isClosed) return Promise.reject(new Error('the monitor is gone'));
    return new Promise((resolve, reject) => this.waiting.add({ accept, resolve, reject }));
  }

  private read(text: string): void {
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop() ?? '';
    for (const line of lines) this.take(JSON.parse(line));
  }

  private take(message: QmpMessage): void {
    for (const waiting of this.waiting) {
      if (!waiting.accept(message)) continue;
      this.waiting.delete(waiting);
      waiting.resolve(message);
      return;
    }
    this.seen.push(message);
  }

  private close(): void {
    this.isClosed = true;
    for (const { reject } of this.waiting) reject(new Error('the monitor is gone'));
    this.waiting.clear();
  }
}
